import { Link } from '@tanstack/react-router';
import { Panel } from '@/components/panel';
import { StateBadge } from '@/components/state-badge';
import type { Pipeline, State } from '@/lib/api';
import { plain, rate } from '@/lib/format';
import { statesOf } from './pipeline-filter';
import classes from './pipelines-summary.module.css';

type Props = { install: string; pipelines: readonly Pipeline[] };

const MOST = 8;

/** Many pipelines in few lines: how many are how, and which of them want somebody. */
export function PipelinesSummary({ install, pipelines }: Props) {
  const states = statesOf(pipelines.map((pipeline) => ({ pipeline, tags: [] })));
  const inState = (state: State) => pipelines.filter(({ status }) => status.state === state);
  const troubled = [...inState('BROKEN'), ...inState('DEGRADED')];
  const more = troubled.length - MOST;
  const flowing = pipelines.reduce((sum, { metrics }) => sum + (metrics?.recordsPerSecond ?? 0), 0);
  return (
    <Panel
      title="Pipelines"
      id="pipelines"
      note={`${plain(rate(flowing))} through ${pipelines.length} pipelines`}
    >
      <ul className={classes.states} aria-label="How many are in which state">
        {states.map(({ state, count }) => (
          <li key={state}>
            <Link
              to="/installs/$installId/pipelines"
              params={{ installId: install }}
              search={{ status: state }}
              className={classes.state}
            >
              <span className={classes.count}>{count}</span>
              <StateBadge state={state} />
            </Link>
          </li>
        ))}
      </ul>
      {troubled.length > 0 ? (
        <ul className={classes.list} aria-label="Pipelines that want attention">
          {troubled.slice(0, MOST).map(({ name, status }) => (
            <li key={name}>
              <Link
                to="/installs/$installId/pipelines/$name"
                params={{ installId: install, name }}
                className={classes.row}
              >
                <span className={classes.name}>{name}</span>
                <StateBadge state={status.state} />
                <span className={classes.reason}>{status.reason}</span>
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
      <p className={classes.all}>
        {more > 0 ? <span className={classes.more}>{more} more want attention.</span> : null}
        <Link to="/installs/$installId/pipelines" params={{ installId: install }}>
          All pipelines
        </Link>
      </p>
    </Panel>
  );
}
