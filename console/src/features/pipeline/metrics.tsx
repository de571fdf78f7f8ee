import { useMemo } from 'react';
import type { PipelineMetrics, Range } from '@/lib/api';
import { compact, millis, millisTick, millisUnit, MISSING, plain, rate, records, whole } from '@/lib/format';
import { seriesOf, type History } from '@/lib/series';
import type { Freshness } from '@/lib/use-freshness';
import { useNow } from '@/lib/use-now';
import { MetricPanel } from './metric-panel';
import classes from './metrics.module.css';

type Props = {
  pipeline: string;
  metrics: PipelineMetrics | null;
  history: History | null;
  range: Range;
  /** As a fourth chart. */
  errors?: boolean;
  freshness: Freshness;
  paused: boolean;
};

export function Metrics({ pipeline, metrics, history, range, errors = false, freshness, paused }: Props) {
  const now = useNow();
  // In the runner's time, so that a browser whose clock is off still sees the last minutes.
  const end = metrics ? (Date.parse(metrics.measuredAt) + freshness.ageMillis) / 1000 : now / 1000;
  const series = useMemo(
    () => ({
      rate: seriesOf(
        history,
        (sample) => sample.recordsPerSecond,
        (sample) => sample.peakRecordsPerSecond,
      ),
      lag: seriesOf(
        history,
        (sample) => sample.lagRecords,
        (sample) => sample.peakLagRecords,
      ),
      latency: seriesOf(
        history,
        (sample) => sample.latencyMillis ?? null,
        (sample) => sample.peakLatencyMillis ?? null,
      ),
      errors: seriesOf(history, (sample) => sample.errors),
    }),
    [history],
  );
  const latency = metrics?.latencyMillis ?? null;
  const shared = { pipeline, endSeconds: end, range, freshness, loading: history === null };
  return (
    <div className={classes.metrics} data-four={errors || undefined}>
      <MetricPanel
        {...shared}
        name="rate"
        title="Rate"
        what="written"
        value={metrics?.recordsPerSecond ?? null}
        figure={metrics ? rate(metrics.recordsPerSecond) : MISSING}
        series={series.rate}
        format={(value) => plain(rate(value))}
        tick={(value) => compact(value)}
      />
      <MetricPanel
        {...shared}
        name="lag"
        title="Lag"
        what="read, not yet written"
        value={metrics?.lagRecords ?? null}
        figure={metrics ? records(metrics.lagRecords) : MISSING}
        series={series.lag}
        format={(value) => plain(records(value))}
        tick={(value) => compact(value)}
      />
      <MetricPanel
        {...shared}
        name="latency"
        title="Latency"
        what="commit to written"
        value={latency}
        figure={latency === null ? MISSING : millis(latency)}
        absent={
          paused ? 'Paused' : metrics && metrics.recordsPerSecond > 0 ? 'Not measured yet' : 'Nothing flows'
        }
        series={series.latency}
        format={(value) => plain(millis(value))}
        tick={millisTick}
        unit={millisUnit}
      />
      {errors ? (
        <MetricPanel
          {...shared}
          name="errors"
          title="Errors"
          what="since the tasks started"
          value={metrics?.errorsTotal ?? null}
          figure={metrics ? { value: whole(metrics.errorsTotal), unit: '' } : MISSING}
          series={series.errors}
          format={(value) => whole(value)}
          tick={(value) => (Number.isInteger(value) ? compact(value) : '')}
        />
      ) : null}
    </div>
  );
}
