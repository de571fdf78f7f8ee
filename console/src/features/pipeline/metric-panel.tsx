import { useState } from 'react';
import { SeriesChart } from '@/components/series-chart';
import type { Range } from '@/lib/api';
import { clock, dayAndClock, duration, type Figure } from '@/lib/format';
import { told } from '@/lib/ranges';
import { largest, type Series } from '@/lib/series';
import type { Freshness } from '@/lib/use-freshness';
import classes from './metric-panel.module.css';

type Props = {
  pipeline: string;
  name: 'rate' | 'lag' | 'latency' | 'errors';
  title: string;
  what: string;
  value: number | null;
  figure: Figure;
  /** Why there is no value, when there is a measurement without one. */
  absent?: string;
  series: Series;
  endSeconds: number;
  range: Range;
  freshness: Freshness;
  loading: boolean;
  format: (value: number) => string;
  tick: (value: number) => string;
  /** In multiples of what the scale is round. */
  unit?: (most: number) => number;
};

const ONE = () => 1;
const DAY_SECONDS = 24 * 3_600;

export function MetricPanel(props: Props) {
  const { pipeline, name, title, what, value, figure, series, endSeconds, range, freshness, loading } = props;
  const [cursor, setCursor] = useState<number | null>(null);
  const empty = series.values.every((each) => each === null);
  return (
    <div className={classes.panel} data-stale={freshness.stale || undefined}>
      <div className={classes.head}>
        <h3 className={classes.title}>{title}</h3>
        <span className={classes.what}>{what}</span>
        <span className={classes.note}>{note(props, cursor, empty)}</span>
      </div>
      <p className={classes.figure} data-figure={name} data-value={value ?? ''}>
        <span className={classes.value}>{figure.value}</span>
        <span className={classes.unit} data-close={figure.unit.startsWith('/') || undefined}>
          {figure.unit}
        </span>
        {freshness.stale ? <span className={classes.age}>{duration(freshness.ageMillis)} old</span> : null}
      </p>
      <div className={classes.plot}>
        <SeriesChart
          series={series}
          endSeconds={endSeconds}
          range={range}
          syncKey={pipeline}
          label={`${title} in ${told(range).words}, ${summary(props, empty)}`}
          tick={props.tick}
          unit={props.unit ?? ONE}
          onCursor={setCursor}
        />
        {empty ? (
          <span className={classes.nothing}>
            {loading ? 'Loading' : `Nothing measured in ${told(range).words}`}
          </span>
        ) : null}
      </div>
    </div>
  );
}

function note(
  { series, range, absent, value, format }: Props,
  cursor: number | null,
  empty: boolean,
): string {
  const at = cursor === null ? undefined : series.seconds[cursor];
  const under = cursor === null ? undefined : series.values[cursor];
  if (at !== undefined) {
    const when = told(range).seconds > DAY_SECONDS ? dayAndClock(at) : clock(at);
    if (under === null || under === undefined) {
      return `${when} · no value`;
    }
    const peak = series.peaks[cursor ?? 0] ?? under;
    return `${when} · ${format(under)}${format(peak) === format(under) ? '' : `, at most ${format(peak)}`}`;
  }
  if (value === null && absent && !empty) {
    return absent;
  }
  return empty ? '' : `max ${format(largest(series.peaks))}`;
}

function summary({ series, value, format }: Props, empty: boolean): string {
  if (empty) {
    return 'no measurement';
  }
  const now = value === null ? 'none now' : `${format(value)} now`;
  return `${now}, at most ${format(largest(series.peaks))}`;
}
