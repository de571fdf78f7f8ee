import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Connector, Generation, Pipeline, PipelineWish, Runner } from '@/lib/api';
import { LONG_MINUTES, metricsQuery, SHORT_MINUTES, type Minutes } from '@/lib/queries';
import { useFreshness } from '@/lib/use-freshness';
import { FirstRow } from './first-row';
import { Metrics } from './metrics';
import { PipelineFacts } from './pipeline-facts';
import { PipelineGraph } from './pipeline-graph';
import classes from './pipeline-overview.module.css';

type Props = {
  organization: string;
  install: string;
  generation: Generation;
  runner: Runner['state'];
  pipeline: Pipeline;
  wish: PipelineWish;
  connectors: readonly Connector[];
  minutes: Minutes;
};

const RANGES = [
  { minutes: SHORT_MINUTES, title: '15 min', search: {} },
  { minutes: LONG_MINUTES, title: '1 h', search: { range: '1h' } },
] as const;

export function PipelineOverview(props: Props) {
  const { organization, install, generation, runner, pipeline, wish, connectors, minutes } = props;
  const { name, metrics, status } = pipeline;
  const history = useQuery(metricsQuery(organization, install, name, minutes));
  const freshness = useFreshness(metrics?.measuredAt ?? null);
  const flowing =
    (metrics?.recordsPerSecond ?? 0) > 0 &&
    !freshness.stale &&
    runner === 'CONNECTED' &&
    pipeline.runState === 'RUNNING' &&
    status.state !== 'BROKEN';
  const waiting = pipeline.runState === 'RUNNING' && (metrics?.recordsTotal ?? 0) === 0;
  return (
    <div className={classes.overview} data-pipeline={name} data-measured-at={metrics?.measuredAt}>
      {waiting ? <FirstRow generation={generation} pipeline={pipeline} /> : null}
      <PipelineGraph
        install={install}
        pipeline={name}
        source={wish.source}
        destination={wish.destination}
        tables={wish.tables}
        connectors={connectors}
        metrics={metrics ?? null}
        flowing={flowing}
      />
      <section className={classes.charts} aria-labelledby="figures">
        <VisuallyHidden component="h2" id="figures">
          Figures
        </VisuallyHidden>
        <div className={classes.ranges} role="group" aria-label="Range of the charts">
          {RANGES.map((range) => (
            <Link
              key={range.title}
              to="."
              search={range.search as never}
              replace
              className={classes.range}
              data-chosen={range.minutes === minutes || undefined}
              aria-current={range.minutes === minutes ? 'true' : undefined}
            >
              {range.title}
            </Link>
          ))}
        </div>
        <Metrics
          pipeline={name}
          metrics={metrics ?? null}
          samples={history.data ?? null}
          minutes={minutes}
          errors
          freshness={freshness}
          paused={pipeline.runState === 'PAUSED'}
        />
      </section>
      <PipelineFacts pipeline={pipeline} wish={wish} />
    </div>
  );
}
