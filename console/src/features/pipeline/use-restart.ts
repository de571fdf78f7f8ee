import { useMutation, useQueryClient } from '@tanstack/react-query';
import { tell, tellRefusal } from '@/components/telling';
import type { RestartPart } from '@/lib/api';
import { wishesKey } from '@/lib/queries';
import { installPath, request } from '@/lib/request';

export function useRestart(organization: string, install: string, pipeline: string) {
  const queryClient = useQueryClient();
  const toast = `restart-${pipeline}`;
  return useMutation({
    mutationFn: (part: RestartPart | null) =>
      request<unknown>(
        installPath(organization, install, 'pipelines', pipeline, 'restart') + (part ? `?part=${part}` : ''),
        { method: 'POST' },
      ),
    onSuccess: async (_, part) => {
      tell(
        toast,
        part
          ? `Of ${pipeline} ${wordOf(part)} restarts; its place is kept.`
          : `Pipeline ${pipeline} is being restarted; its place is kept.`,
      );
      await queryClient.invalidateQueries({ queryKey: wishesKey(organization, install) });
    },
    onError: (error) => tellRefusal(toast, error),
  });
}

function wordOf(part: RestartPart): string {
  switch (part) {
    case 'SOURCE':
      return 'the source';
    case 'DESTINATION':
      return 'the destination';
    case 'TRANSFORMS':
      return 'each transform';
  }
}
