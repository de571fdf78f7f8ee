import { useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import type { Install, Pipeline, RunState } from '@/lib/api';
import { installQuery } from '@/lib/queries';
import { installPath, request } from '@/lib/request';

const key = (install: string, pipeline: string) => ['run-state', install, pipeline];

/** A wish is stored at once; until the answer is there, the page already shows it. */
export function useSetRunState(organization: string, install: string, pipeline: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationKey: key(install, pipeline),
    mutationFn: (runState: RunState) =>
      request<unknown>(installPath(organization, install, 'pipelines', pipeline), {
        method: 'PATCH',
        body: { runState },
      }),
    onSuccess: (_answer, runState) => {
      queryClient.setQueryData(
        installQuery(organization, install).queryKey,
        (shown) => shown && withRunState(shown, pipeline, runState),
      );
    },
  });
}

function withRunState(install: Install, pipeline: string, runState: RunState): Install {
  return {
    ...install,
    pipelines: install.pipelines.map((each) => (each.name === pipeline ? { ...each, runState } : each)),
  };
}

export function useShownRunState(install: string, pipeline: Pipeline): RunState {
  const pending = useMutationState({
    filters: { mutationKey: key(install, pipeline.name), status: 'pending' },
    select: (mutation) => mutation.state.variables as RunState,
  });
  return pending.at(-1) ?? pipeline.runState;
}
