import { Button } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog } from '@/components/confirm-dialog';
import { Icon } from '@/components/icon';
import type { Pipeline } from '@/lib/api';
import { useShownRunState } from './run-state-control';
import { useRestart } from './use-restart';
import { useRunStateSwitch } from './use-run-state-switch';

type Props = { organization: string; install: string; pipeline: Pipeline };

export function PipelineActions({ organization, install, pipeline }: Props) {
  const { name } = pipeline;
  const [stopping, setStopping] = useState(false);
  const shown = useShownRunState(install, pipeline);
  const change = useRunStateSwitch(organization, install, name);
  const restart = useRestart(organization, install, name);
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<Icon name={shown === 'RUNNING' ? 'pause' : 'play'} size={14} />}
        onClick={() => change(shown === 'RUNNING' ? 'PAUSED' : 'RUNNING')}
      >
        {shown === 'RUNNING' ? 'Pause' : 'Resume'}
      </Button>
      {shown === 'STOPPED' ? null : (
        <>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<Icon name="restart" size={14} />}
            loading={restart.isPending}
            onClick={() => restart.mutate(null)}
          >
            Restart
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<Icon name="stop" size={14} />}
            onClick={() => setStopping(true)}
          >
            Stop
          </Button>
        </>
      )}
      <ConfirmDialog
        opened={stopping}
        title={`Stop ${name}?`}
        action="Stop"
        onClose={() => setStopping(false)}
        onConfirm={() => {
          setStopping(false);
          change('STOPPED');
        }}
      >
        <p>
          Its tasks end and free their memory and connections; its place is kept, so that it can go on later
          without loss.
        </p>
        <p>
          Meanwhile the source keeps what it has not been read: do not leave it so for days on a busy
          database.
        </p>
      </ConfirmDialog>
    </>
  );
}
