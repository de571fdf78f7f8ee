import { ConfirmDialog } from '@/components/confirm-dialog';
import type { Pipeline } from '@/lib/api';
import { useShownRunState } from './run-state-control';
import { useRunStateSwitch } from './use-run-state-switch';

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
  return (
    <ConfirmDialog
      opened={opened}
      title={pausing ? `Pause pipeline ${pipeline.name}?` : `Resume pipeline ${pipeline.name}?`}
      action={pausing ? 'Pause' : 'Resume'}
      onClose={onClose}
      onConfirm={() => {
        change(pausing ? 'PAUSED' : 'RUNNING');
        onClose();
      }}
    >
      <p>
        {pausing
          ? 'It stops reading and writing, and keeps its place: nothing is lost. While it is paused the source keeps its write-ahead log, so do not leave it so for days on a busy database.'
          : 'It goes on from where it stopped and catches up with what changed meanwhile.'}
      </p>
    </ConfirmDialog>
  );
}
