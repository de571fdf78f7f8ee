/** Stands for uPlot where there is no canvas: what a chart says is in its label. */
export default class FakePlot {
  batch(draw: () => void): void {
    draw();
  }

  setData(): void {}
  setScale(): void {}
  setSize(): void {}
  destroy(): void {}
}
