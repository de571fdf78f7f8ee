import { Command } from '@/components/command';
import { Empty } from '@/components/empty';
import { Icon } from '@/components/icon';
import { Panel } from '@/components/panel';
import { DOCTOR, START } from '@/lib/commands';
import { RunnerState } from './runner-state';

export function NoRunner() {
  return (
    <Panel title="Runner" id="runner" note={<RunnerState state="NEVER_CONNECTED" />}>
      <Empty picture={<Icon name="server" size={20} />} title="Waiting for a runner">
        <p>
          The runner is the agent inside your install. It opens a connection to here and accepts none, so that
          no port has to be opened. On this machine one command starts and enrols it:
        </p>
        <Command text={START} />
        <p>
          Started already? <code>{DOCTOR}</code> says what keeps it away.
        </p>
      </Empty>
    </Panel>
  );
}
