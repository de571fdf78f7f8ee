import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { StateBadge } from '@/components/state-badge';
import { StatusNote } from '@/components/status-note';
import { TimeSince } from '@/components/time-since';
import type { Connector, Me, Pipeline, Runner } from '@/lib/api';
import { whole } from '@/lib/format';
import { metricsQuery } from '@/lib/queries';
import { SHORTEST } from '@/lib/ranges';
import { useFreshness } from '@/lib/use-freshness';
import { FlowPicture } from './flow-picture';
import { Metrics } from './metrics';
import { useShownRunState } from './run-state-control';
import { RunStateButton } from './run-state-button';
import { TableList } from './table-list';
import { useRunStateSwitch } from './use-run-state-switch';
import classes from './pipeline-card.module.css';

type Props = {
  me: Me;
  install: string;
  pipeline: Pipeline;
  connectors: Connector[];
  runner: Runner['state'];
};

export function PipelineCard({ me, install, pipeline, connectors, runner }: Props) {
  const organization = me.organization.id;
  const { name, status, metrics } = pipeline;
  const history = useQuery(metricsQuery(organization, install, name, SHORTEST));
  const shown = useShownRunState(install, pipeline);
  const change = useRunStateSwitch(organization, install, name);
  const freshness = useFreshness(metrics?.measuredAt ?? null);
  const rate = metrics?.recordsPerSecond ?? 0;
  const flowing =
    rate > 0 &&
    !freshness.stale &&
    runner === 'CONNECTED' &&
    shown === 'RUNNING' &&
    status.state !== 'BROKEN';
  const heading = `pipeline-${name}`;
  return (
    <article
      className={classes.card}
      aria-labelledby={heading}
      data-pipeline={name}
      data-measured-at={metrics?.measuredAt}
    >
      <header className={classes.head}>
        <h2 className={classes.name} id={heading}>
          <span className={classes.kind}>Pipeline</span>{' '}
          <Link
            to="/installs/$installId/pipelines/$name"
            params={{ installId: install, name }}
            className={classes.link}
          >
            {name}
          </Link>
        </h2>
        <span data-last-known={runner === 'DISCONNECTED' || undefined}>
          <StateBadge state={status.state} />
        </span>
        <span className={classes.since}>
          {intention(pipeline.status.state, shown) ?? <TimeSince instant={status.since} prefix="for " />}
        </span>
        <span className={classes.totals}>
          {metrics ? <Totals pipeline={pipeline} /> : null}
          <RunStateButton pipeline={name} shown={shown} role={me.principal.role} onSwitch={change} />
        </span>
      </header>
      {status.reason || status.nextStep ? (
        <div className={classes.advice}>
          <StatusNote status={status} />
        </div>
      ) : null}
      <FlowPicture pipeline={pipeline} connectors={connectors} flowing={flowing} rate={rate} />
      {metrics || history.data?.samples.length ? (
        <Metrics
          pipeline={name}
          metrics={metrics ?? null}
          history={history.data ?? null}
          range={SHORTEST}
          freshness={freshness}
          paused={shown === 'PAUSED'}
        />
      ) : null}
      <TableList tables={pipeline.tables} />
    </article>
  );
}

function Totals({ pipeline }: { pipeline: Pipeline }) {
  const { metrics } = pipeline;
  if (!metrics) {
    return null;
  }
  return (
    <span className={classes.total} title="Changes written since the pipeline's tasks started">
      <span data-figure="records-total" data-value={metrics.recordsTotal}>
        {whole(metrics.recordsTotal)}
      </span>{' '}
      written
      {metrics.errorsTotal > 0 ? (
        <span className={classes.errors}> · {whole(metrics.errorsTotal)} errors</span>
      ) : null}
    </span>
  );
}

/** What is wished and not there yet. */
function intention(state: Pipeline['status']['state'], runState: Pipeline['runState']): string | null {
  if (runState === 'PAUSED' && state !== 'PAUSED') {
    return 'pausing …';
  }
  return runState === 'RUNNING' && state === 'PAUSED' ? 'resuming …' : null;
}
