import { tell, tellRefusal } from '@/components/telling';
import type { RunState } from '@/lib/api';
import { useSetRunState } from './run-state-control';

/** Sets a pipeline's run state, offers to take it back, and says why when it is refused. */
export function useRunStateSwitch(organization: string, install: string, pipeline: string) {
  const { mutate } = useSetRunState(organization, install, pipeline);
  const toast = `run-state-${pipeline}`;

  const change = (runState: RunState, undoable: boolean) => {
    mutate(runState, {
      onSuccess: () => {
        if (undoable) {
          const back = runState === 'RUNNING' ? 'PAUSED' : 'RUNNING';
          tell(toast, sentence(pipeline, runState), () => change(back, false));
        }
      },
      onError: (error) => tellRefusal(toast, error),
    });
  };

  return (runState: RunState) => change(runState, true);
}

function sentence(pipeline: string, runState: RunState): string {
  switch (runState) {
    case 'RUNNING':
      return `Pipeline ${pipeline} resumes.`;
    case 'PAUSED':
      return `Pipeline ${pipeline} is being paused.`;
    case 'STOPPED':
      return `Pipeline ${pipeline} is being stopped.`;
  }
}
