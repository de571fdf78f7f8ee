import { Panel } from '@/components/panel';
import { StateBadge } from '@/components/state-badge';
import type { Pipeline, PipelineTask, TaskKind } from '@/lib/api';
import classes from './parts.module.css';

type Props = { pipeline: Pipeline; tasks: readonly PipelineTask[] };

// The roles are spelled out because the narrow layout is no table to the browser any more.
export function TasksPanel({ pipeline, tasks }: Props) {
  const running = tasks.filter(({ state }) => state === 'RUNNING').length;
  return (
    <Panel title="Tasks" id="tasks" note={tasks.length > 0 ? `${running} of ${tasks.length} running` : null}>
      {tasks.length === 0 ? (
        <p className={classes.none}>{nothing(pipeline)}</p>
      ) : (
        <table className={classes.table} role="table" aria-labelledby="tasks">
          <thead className={classes.head} role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">
                Part
              </th>
              <th role="columnheader" scope="col">
                Runs in
              </th>
              <th role="columnheader" scope="col">
                Name
              </th>
              <th role="columnheader" scope="col">
                State
              </th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            {tasks.map(({ kind, owner, number, state, reason }) => (
              <tr key={`${kind}-${owner}-${number}`} className={classes.row} role="row" data-task={owner}>
                <th role="rowheader" scope="row" className={classes.part}>
                  {partOf(kind)}
                </th>
                <td role="cell" className={classes.quiet}>
                  {placeOf(kind)}
                </td>
                <td role="cell" className={classes.name}>
                  {owner}
                  {isTask(kind) ? <span className={classes.number}> task {number}</span> : null}
                </td>
                <td role="cell" className={classes.state}>
                  <StateBadge state={state} />
                  {reason ? <span className={classes.reason}>{reason}</span> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function nothing({ runState, status }: Pipeline): string {
  if (runState === 'STOPPED') {
    return 'The pipeline is stopped, so nothing runs for it. Resume it, and its tasks are here.';
  }
  return status.state === 'BROKEN' || status.state === 'DEGRADED'
    ? 'Nothing runs for it yet. Its tasks start when what is wrong above is mended.'
    : 'Nothing runs for it yet. Its tasks appear here as the runner starts them.';
}

function isTask(kind: TaskKind): boolean {
  return kind === 'SOURCE' || kind === 'DESTINATION';
}

function placeOf(kind: TaskKind): string {
  return isTask(kind) ? 'Connect' : 'Flink';
}

function partOf(kind: TaskKind): string {
  switch (kind) {
    case 'SOURCE':
      return 'Source';
    case 'DESTINATION':
      return 'Destination';
    case 'TRANSFORM':
      return 'Transform';
    case 'DELIVERY':
      return 'Delivery';
  }
}
