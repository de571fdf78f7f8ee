import { useMutation, useQueryClient } from '@tanstack/react-query';
import { tell, tellRefusal } from '@/components/telling';
import { wishesKey } from '@/lib/queries';
import { installPath, request } from '@/lib/request';

export function useRestart(organization: string, install: string, pipeline: string) {
  const queryClient = useQueryClient();
  const toast = `restart-${pipeline}`;
  return useMutation({
    mutationFn: () =>
      request<unknown>(installPath(organization, install, 'pipelines', pipeline, 'restart'), {
        method: 'POST',
      }),
    onSuccess: async () => {
      tell(toast, `Pipeline ${pipeline} is being restarted; its place is kept.`);
      await queryClient.invalidateQueries({ queryKey: wishesKey(organization, install) });
    },
    onError: (error) => tellRefusal(toast, error),
  });
}
