import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import type { Range } from '@/lib/api';
import { told } from '@/lib/ranges';
import type { Series } from '@/lib/series';
import classes from './series-chart.module.css';

type Props = {
  series: Series;
  endSeconds: number;
  range: Range;
  /** Charts with the same key share their cursor. */
  syncKey: string;
  label: string;
  tick: (value: number) => string;
  /** In multiples of what the scale is round, for a largest value. */
  unit: (most: number) => number;
  onCursor: (index: number | null) => void;
};

const HEIGHT = 104;
const DAY_SECONDS = 24 * 3_600;
const WEEKDAY = new Intl.DateTimeFormat(undefined, { weekday: 'short' });

export function SeriesChart({ series, endSeconds, range, syncKey, label, tick, unit, onCursor }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef({ tick, unit, onCursor });
  const scheme = useComputedColorScheme('light');

  useEffect(() => {
    latest.current = { tick, unit, onCursor };
  });

  useEffect(() => {
    const element = frame.current;
    if (!element) {
      return undefined;
    }
    const made = new uPlot(
      options(element, syncKey, range, {
        tick: (value) => latest.current.tick(value),
        unit: (most) => latest.current.unit(most),
        onCursor: (index) => latest.current.onCursor(index),
      }),
      [[], [], []],
      element,
    );
    plot.current = made;
    const observer = new ResizeObserver(() => {
      if (element.clientWidth > 0) {
        made.setSize({ width: element.clientWidth, height: HEIGHT });
      }
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
    // The colours are read from the page when the plot is made, hence anew for another scheme.
  }, [syncKey, scheme, range]);

  useEffect(() => {
    const shown = plot.current;
    if (!shown) {
      return;
    }
    shown.batch(() => {
      shown.setData([series.seconds, series.values, series.peaks], false);
      shown.setScale('x', { min: endSeconds - told(range).seconds, max: endSeconds });
    });
  }, [series, endSeconds, scheme, syncKey, range]);

  return <div ref={frame} className={classes.chart} role="img" aria-label={label} />;
}

type Callbacks = Pick<Props, 'tick' | 'unit' | 'onCursor'>;

function options(element: HTMLElement, syncKey: string, range: Range, callbacks: Callbacks): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const axis: uPlot.Axis = {
    stroke: colour('--mr-ink-3'),
    font: '11px "Geist Variable", system-ui, sans-serif',
    ticks: { show: false },
    grid: { stroke: colour('--mr-line'), width: 1 },
  };
  return {
    width: Math.max(element.clientWidth, 80),
    height: HEIGHT,
    padding: [6, 2, 0, 0],
    legend: { show: false },
    scales: {
      x: { time: true, auto: false },
      y: { range: (_chart, _min, max) => [0, ceiling(max ?? 0, callbacks.unit(max ?? 0))] },
    },
    cursor: {
      y: false,
      drag: { setScale: false, x: false, y: false },
      points: { size: 7, width: 2, fill: colour('--mr-surface'), stroke: colour('--mr-water') },
      sync: { key: syncKey, setSeries: false },
    },
    hooks: { setCursor: [(chart) => callbacks.onCursor(chart.cursor.idx ?? null)] },
    axes: [
      {
        ...axis,
        size: 20,
        gap: 4,
        space: 40,
        incrs: range === '7d' ? [DAY_SECONDS, 2 * DAY_SECONDS] : [told(range).seconds / 3],
        grid: { show: false },
        values: (chart, splits) => splits.map((split) => (fits(chart, split) ? word(split, range) : '')),
      },
      {
        ...axis,
        size: 50,
        gap: 6,
        splits: (_chart, _axis, _min, max) => [0, max / 2, max],
        values: (_chart, splits) => splits.map((value) => callbacks.tick(value)),
      },
    ],
    series: [
      {},
      {
        stroke: colour('--mr-water'),
        width: 1.5,
        points: { show: true, size: 4, fill: colour('--mr-water'), width: 0, filter: lonely },
        spanGaps: false,
      },
      // Up to the greatest of each step: an average over a quarter of an hour hides what hurt.
      {
        stroke: 'transparent',
        fill: colour('--mr-water-wash'),
        points: { show: false },
        spanGaps: false,
      },
    ],
  };
}

/** Whether a label under this instant is not cut off by the chart's edges. */
function fits(chart: uPlot, seconds: number): boolean {
  const { min, max } = chart.scales['x'] ?? {};
  const margin = ((max ?? 0) - (min ?? 0)) / 25;
  return min != null && max != null && seconds - min > margin && max - seconds > margin;
}

/** Those that no line reaches: what was measured between two gaps is to be seen, too. */
function lonely(chart: uPlot, seriesIndex: number): number[] {
  const values = chart.data[seriesIndex] ?? [];
  const known = (index: number) => values[index] != null;
  return Array.from(values.keys()).filter((index) => known(index) && !known(index - 1) && !known(index + 1));
}

function word(seconds: number, range: Range): string {
  const date = new Date(seconds * 1000);
  if (range === '7d') {
    return WEEKDAY.format(date);
  }
  return `${date.getHours()}:${String(date.getMinutes()).padStart(2, '0')}`;
}

/** A round number above the largest, so that the scale does not twitch with every sample. */
function ceiling(most: number, unit: number): number {
  if (most <= 0) {
    return 1;
  }
  const wanted = (most * 1.08) / unit;
  const magnitude = 10 ** Math.floor(Math.log10(wanted));
  const step = [1, 2, 4, 6, 8, 10].find((each) => each * magnitude >= wanted) ?? 10;
  return step * magnitude * unit;
}
