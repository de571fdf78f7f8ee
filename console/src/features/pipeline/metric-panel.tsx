import { useState } from 'react';
import { SeriesChart } from '@/components/series-chart';
import { clock, duration, type Figure } from '@/lib/format';
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
  minutes: number;
  freshness: Freshness;
  loading: boolean;
  format: (value: number) => string;
  tick: (value: number) => string;
};

export function MetricPanel(props: Props) {
  const { pipeline, name, title, what, value, figure, series, endSeconds, minutes, freshness, loading } =
    props;
  const [cursor, setCursor] = useState<number | null>(null);
  const empty = series.values.every((each) => each === null);
  return (
    <div className={classes.panel} data-stale={freshness.stale || undefined}>
      <div className={classes.head}>
        <h3 className={classes.title} title={what}>
          {title}
        </h3>
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
          minutes={minutes}
          syncKey={pipeline}
          label={`${title} in the last ${minutes} minutes, ${summary(props, empty)}`}
          tick={props.tick}
          onCursor={setCursor}
        />
        {empty ? (
          <span className={classes.nothing}>{loading ? 'Loading' : `No measurement in ${minutes} min`}</span>
        ) : null}
      </div>
    </div>
  );
}

function note({ series, absent, value, format }: Props, cursor: number | null, empty: boolean): string {
  const at = cursor === null ? undefined : series.seconds[cursor];
  const under = cursor === null ? undefined : series.values[cursor];
  if (at !== undefined) {
    return `${clock(at)} · ${under === null || under === undefined ? 'no value' : format(under)}`;
  }
  if (value === null && absent && !empty) {
    return absent;
  }
  return empty ? '' : `max ${format(largest(series.values))}`;
}

function summary({ series, value, format }: Props, empty: boolean): string {
  if (empty) {
    return 'no measurement';
  }
  const now = value === null ? 'none now' : `${format(value)} now`;
  return `${now}, at most ${format(largest(series.values))}`;
}
