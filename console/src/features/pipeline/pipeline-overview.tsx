import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Connector, Generation, Pipeline, PipelineWish, Range, Runner } from '@/lib/api';
import { metricsQuery, partsQuery } from '@/lib/queries';
import { next, RANGES, searchOf, told } from '@/lib/ranges';
import { useShortcutsEnabled } from '@/lib/shortcuts-preference';
import { useFreshness } from '@/lib/use-freshness';
import { DeadLettersPanel } from './dead-letters-panel';
import { useShortcuts } from '@/lib/use-shortcuts';
import { FirstRow } from './first-row';
import { Metrics } from './metrics';
import { PipelineFacts } from './pipeline-facts';
import { PipelineGraph } from './pipeline-graph';
import { SnapshotPanel } from './snapshot-panel';
import classes from './pipeline-overview.module.css';

type Props = {
  organization: string;
  install: string;
  generation: Generation;
  runner: Runner['state'];
  pipeline: Pipeline;
  wish: PipelineWish;
  connectors: readonly Connector[];
  range: Range;
  mayChange: boolean;
};

export function PipelineOverview(props: Props) {
  const { organization, install, generation, runner, pipeline, wish, connectors, range, mayChange } = props;
  const { name, metrics, status } = pipeline;
  const navigate = useNavigate();
  useShortcuts(
    {
      r: () =>
        void navigate({ to: '.', search: searchOf(next(range)) as never, replace: true, resetScroll: false }),
    },
    useShortcutsEnabled(),
  );
  const history = useQuery(metricsQuery(organization, install, name, range));
  const parts = useQuery(partsQuery(organization, install, name));
  const freshness = useFreshness(metrics?.measuredAt ?? null);
  const flowing =
    (metrics?.recordsPerSecond ?? 0) > 0 &&
    !freshness.stale &&
    runner === 'CONNECTED' &&
    pipeline.runState === 'RUNNING' &&
    status.state !== 'BROKEN';
  const waiting = pipeline.runState === 'RUNNING' && (metrics?.recordsTotal ?? 0) === 0;
  // Where rows wait for somebody they come before the figures.
  const deadLetters = (
    <DeadLettersPanel
      organization={organization}
      install={install}
      pipeline={pipeline}
      badRows={wish.badRows}
      mayChange={mayChange}
    />
  );
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
        topics={parts.data?.topics ?? []}
        flowing={flowing}
      />
      {pipeline.deadLetters ? deadLetters : null}
      <section className={classes.charts} aria-labelledby="figures">
        <header className={classes.head}>
          <h2 className={classes.title} id="figures">
            Figures
          </h2>
          <div className={classes.ranges} role="group" aria-label="Range of the charts">
            {RANGES.map((each) => (
              <Link
                key={each}
                to="."
                search={searchOf(each) as never}
                replace
                resetScroll={false}
                className={classes.range}
                data-chosen={each === range || undefined}
                aria-current={each === range ? 'true' : undefined}
              >
                {told(each).title}
              </Link>
            ))}
          </div>
        </header>
        <Metrics
          pipeline={name}
          metrics={metrics ?? null}
          history={history.data ?? null}
          range={range}
          errors
          freshness={freshness}
          paused={pipeline.runState === 'PAUSED'}
        />
      </section>
      {pipeline.deadLetters ? null : deadLetters}
      <SnapshotPanel
        organization={organization}
        install={install}
        pipeline={pipeline}
        mayChange={mayChange}
      />
      <PipelineFacts pipeline={pipeline} wish={wish} />
    </div>
  );
}
