import { notifications } from '@mantine/notifications';
import type { RunState } from '@/lib/api';
import { ApiError } from '@/lib/api-error';
import { useSetRunState } from './run-state-control';
import { UndoMessage } from './undo-message';

const UNDO_MILLIS = 8_000;

/** Sets a pipeline's run state, offers to take it back, and says why when it is refused. */
export function useRunStateSwitch(organization: string, install: string, pipeline: string) {
  const { mutate } = useSetRunState(organization, install, pipeline);
  const toast = `run-state-${pipeline}`;

  const change = (runState: RunState, undoable: boolean) => {
    notifications.hide(toast);
    mutate(runState, {
      onSuccess: () => {
        if (undoable) {
          offerUndo(runState);
        }
      },
      onError: (error) => refuse(error),
    });
  };

  const offerUndo = (runState: RunState) => {
    const back = runState === 'PAUSED' ? 'RUNNING' : 'PAUSED';
    notifications.show({
      id: toast,
      autoClose: UNDO_MILLIS,
      color: 'race',
      withBorder: true,
      message: (
        <UndoMessage
          text={
            runState === 'PAUSED' ? `Pipeline ${pipeline} is being paused.` : `Pipeline ${pipeline} resumes.`
          }
          onUndo={() => change(back, false)}
        />
      ),
    });
  };

  const refuse = (error: Error) => {
    const why = error instanceof ApiError ? [error.why, error.nextStep].filter(Boolean).join(' ') : '';
    notifications.show({
      id: toast,
      autoClose: false,
      color: 'red',
      withBorder: true,
      title: error.message,
      message: why,
    });
  };

  return (runState: RunState) => change(runState, true);
}
