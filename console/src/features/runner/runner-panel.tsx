import { Advice } from '@/components/advice';
import { Fact } from '@/components/fact';
import { Panel } from '@/components/panel';
import { TimeAgo } from '@/components/time-ago';
import { TimeSince } from '@/components/time-since';
import { TimeUntil } from '@/components/time-until';
import type { Runner } from '@/lib/api';
import { DOCTOR, LOGS_OF_RUNNER } from '@/lib/commands';
import { bytes, duration } from '@/lib/format';
import { NoRunner } from './no-runner';
import { RunnerState } from './runner-state';
import classes from './runner-panel.module.css';

type Props = { runner: Runner };

export function RunnerPanel({ runner }: Props) {
  if (runner.state === 'NEVER_CONNECTED') {
    return <NoRunner />;
  }
  return (
    <Panel title="Runner" id="runner" note={<RunnerState state={runner.state} />}>
      {runner.state === 'DISCONNECTED' ? (
        <div className={classes.advice}>
          <Advice
            tone="warning"
            why="The runner has lost its connection. It goes on running and repairing the data plane by itself; this page shows what it told last."
            nextStep={`See what it says with ${LOGS_OF_RUNNER}, and what is wrong with its machine with ${DOCTOR}.`}
          />
        </div>
      ) : null}
      <dl className={classes.facts}>
        <Fact label={runner.state === 'CONNECTED' ? 'Connected' : 'Disconnected'}>
          {runner.since ? <TimeSince instant={runner.since} prefix="for " /> : '–'}
        </Fact>
        <Fact label="Last seen">{runner.lastSeenAt ? <TimeAgo instant={runner.lastSeenAt} /> : '–'}</Fact>
        <Fact label="Host">{runner.host ?? '–'}</Fact>
        <Fact label="Version">{runner.version ?? '–'}</Fact>
        <Fact label="Memory">{runner.residentBytes == null ? '–' : bytes(runner.residentBytes)}</Fact>
        <Fact label="CPU" title="Average since the runner started">
          {cpu(runner)}
        </Fact>
        <Fact label="Uptime">
          {runner.uptimeSeconds == null ? '–' : duration(runner.uptimeSeconds * 1000)}
        </Fact>
        <Fact label="Certificate" title="Renewed by the runner itself, well before">
          {runner.certificateNotAfter ? (
            <>
              ends <TimeUntil instant={runner.certificateNotAfter} />
            </>
          ) : (
            '–'
          )}
        </Fact>
      </dl>
    </Panel>
  );
}

function cpu({ cpuMillis, uptimeSeconds }: Runner): string {
  if (cpuMillis == null || !uptimeSeconds) {
    return '–';
  }
  const percent = cpuMillis / (uptimeSeconds * 10);
  return `${percent.toFixed(percent < 9.95 ? 1 : 0)} % average`;
}
