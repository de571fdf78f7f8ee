import { useMutation } from '@tanstack/react-query';
import { tell, tellRefusal } from '@/components/telling';
import { installPath, request } from '@/lib/request';

/** Starts a pipeline's source anew, without its position. */
export function useReset(organization: string, install: string, pipeline: string) {
  const toast = `reset-${pipeline}`;
  return useMutation({
    mutationFn: () =>
      request<unknown>(installPath(organization, install, 'pipelines', pipeline, 'reset'), {
        method: 'POST',
      }),
    onSuccess: () => tell(toast, `Pipeline ${pipeline} begins anew.`),
    onError: (error) => tellRefusal(toast, error),
  });
}
