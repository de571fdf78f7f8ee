import { useMemo } from 'react';
import type { MetricSample, PipelineMetrics } from '@/lib/api';
import { compact, millis, millisTick, MISSING, plain, rate, records, whole } from '@/lib/format';
import { seriesOf } from '@/lib/series';
import type { Freshness } from '@/lib/use-freshness';
import { useNow } from '@/lib/use-now';
import { MetricPanel } from './metric-panel';
import classes from './metrics.module.css';

type Props = {
  pipeline: string;
  metrics: PipelineMetrics | null;
  samples: MetricSample[] | null;
  minutes: number;
  /** As a fourth chart; only what arrived while the page was open is known of them. */
  errors?: boolean;
  freshness: Freshness;
  paused: boolean;
};

export function Metrics({ pipeline, metrics, samples, minutes, errors = false, freshness, paused }: Props) {
  const now = useNow();
  // In the runner's time, so that a browser whose clock is off still sees the last minutes.
  const end = metrics ? (Date.parse(metrics.measuredAt) + freshness.ageMillis) / 1000 : now / 1000;
  const series = useMemo(() => {
    const known = samples ?? [];
    return {
      rate: seriesOf(known, (sample) => sample.recordsPerSecond),
      lag: seriesOf(known, (sample) => sample.lagRecords),
      latency: seriesOf(known, (sample) => sample.latencyMillis ?? null),
      errors: seriesOf(known, (sample) => sample.errorsTotal ?? null),
    };
  }, [samples]);
  const latency = metrics?.latencyMillis ?? null;
  const shared = { pipeline, endSeconds: end, minutes, freshness, loading: samples === null };
  return (
    <div className={classes.metrics} data-four={errors || undefined}>
      <MetricPanel
        {...shared}
        name="rate"
        title="Rate"
        what="Changes written to the destination each second"
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
        what="Changes read from the source and not yet written"
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
        what="From the commit in the source to written in the destination"
        value={latency}
        figure={latency === null ? MISSING : millis(latency)}
        absent={paused ? 'Paused' : 'Nothing flows'}
        series={series.latency}
        format={(value) => plain(millis(value))}
        tick={millisTick}
      />
      {errors ? (
        <MetricPanel
          {...shared}
          name="errors"
          title="Errors"
          what="Records that could not be carried since the pipeline's tasks started; charted while this page is open"
          value={metrics?.errorsTotal ?? null}
          figure={metrics ? { value: whole(metrics.errorsTotal), unit: '' } : MISSING}
          series={series.errors}
          format={(value) => whole(value)}
          tick={(value) => compact(value)}
        />
      ) : null}
    </div>
  );
}
