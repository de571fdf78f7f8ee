import { Button } from '@mantine/core';
import { Icon } from '@/components/icon';
import { Panel } from '@/components/panel';
import { StateBadge } from '@/components/state-badge';
import type { Pipeline, PipelineTask, RestartPart, TaskKind } from '@/lib/api';
import { useRestart } from './use-restart';
import classes from './parts.module.css';

type Props = {
  organization: string;
  install: string;
  pipeline: Pipeline;
  tasks: readonly PipelineTask[];
  mayChange: boolean;
};

// The roles are spelled out because the narrow layout is no table to the browser any more.
export function TasksPanel({ organization, install, pipeline, tasks, mayChange }: Props) {
  const restart = useRestart(organization, install, pipeline.name);
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
                  {mayChange && state !== 'RUNNING' && state !== 'PAUSED' && state !== 'STOPPED' ? (
                    <Button
                      size="compact-xs"
                      variant="default"
                      leftSection={<Icon name="restart" size={12} />}
                      aria-label={`Restart ${owner}`}
                      loading={restart.isPending}
                      onClick={() => restart.mutate(restartOf(kind))}
                    >
                      Restart
                    </Button>
                  ) : null}
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

/** A task is restarted with its part. */
function restartOf(kind: TaskKind): RestartPart {
  switch (kind) {
    case 'SOURCE':
      return 'SOURCE';
    case 'DESTINATION':
    case 'DELIVERY':
      return 'DESTINATION';
    case 'TRANSFORM':
      return 'TRANSFORMS';
  }
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
