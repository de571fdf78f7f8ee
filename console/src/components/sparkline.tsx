import { useMemo } from 'react';
import classes from './sparkline.module.css';

type Props = { values: readonly (number | null)[]; label: string };

const WIDTH = 96;
const HEIGHT = 22;
const POINTS = 48;

/** The course of a figure, without a scale: whether it is steady, rises, or has stopped. */
export function Sparkline({ values, label }: Props) {
  const path = useMemo(() => pathOf(values), [values]);
  return (
    <svg
      className={classes.spark}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={label}
    >
      <path className={classes.ground} d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} />
      <path className={classes.line} d={path} />
    </svg>
  );
}

function pathOf(values: readonly (number | null)[]): string {
  const size = Math.max(1, Math.ceil(values.length / POINTS));
  const means = Array.from({ length: Math.ceil(values.length / size) }, (_, index) => {
    const known = values.slice(index * size, (index + 1) * size).filter((each) => each !== null);
    return known.length === 0 ? null : known.reduce((sum, each) => sum + each, 0) / known.length;
  });
  const most = Math.max(1e-9, ...means.map((each) => each ?? 0));
  let path = '';
  let pen = 'M';
  means.forEach((mean, index) => {
    if (mean === null) {
      pen = 'M';
      return;
    }
    const x = (index / Math.max(1, means.length - 1)) * WIDTH;
    const y = HEIGHT - 1.5 - (mean / most) * (HEIGHT - 4);
    path += `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
    pen = 'L';
  });
  return path;
}
