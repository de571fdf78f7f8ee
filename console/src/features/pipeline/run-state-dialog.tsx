import { Button, Modal } from '@mantine/core';
import type { Pipeline, RunState } from '@/lib/api';
import { useShownRunState } from './run-state-control';
import { useRunStateSwitch } from './use-run-state-switch';
import classes from './run-state-dialog.module.css';

type Props = {
  organization: string;
  install: string;
  pipeline: Pipeline;
  opened: boolean;
  onClose: () => void;
};

export function RunStateDialog({ organization, install, pipeline, opened, onClose }: Props) {
  const shown = useShownRunState(install, pipeline);
  const change = useRunStateSwitch(organization, install, pipeline.name);
  const pausing = shown === 'RUNNING';
  const confirm = (runState: RunState) => {
    change(runState);
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={pausing ? `Pause pipeline ${pipeline.name}?` : `Resume pipeline ${pipeline.name}?`}
      lockScroll={false}
      centered
    >
      <p className={classes.text}>
        {pausing
          ? 'It stops reading and writing, and keeps its place: nothing is lost. While it is paused the source keeps its write-ahead log, so do not leave it so for days on a busy database.'
          : 'It goes on from where it stopped and catches up with what changed meanwhile.'}
      </p>
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button data-autofocus onClick={() => confirm(pausing ? 'PAUSED' : 'RUNNING')}>
          {pausing ? 'Pause' : 'Resume'}
        </Button>
      </div>
    </Modal>
  );
}
