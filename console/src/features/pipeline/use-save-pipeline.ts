import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { PipelineWish } from '@/lib/api';
import { installQuery, wishesKey } from '@/lib/queries';
import { installPath, request } from '@/lib/request';
import type { PipelineBody } from './pipeline-draft';

type Asked = {
  name: string;
  body: PipelineBody;
  /** `null`: it must be new. */
  etag: string | null | undefined;
};

export function useSavePipeline(
  organization: string,
  install: string,
  onSaved: (wish: PipelineWish) => void,
) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ name, body, etag }: Asked) =>
      request<PipelineWish>(installPath(organization, install, 'pipelines', name), {
        method: 'PUT',
        body,
        ...(etag === undefined ? {} : { ifMatch: etag }),
      }),
    onSuccess: async (wish) => {
      await queryClient.invalidateQueries({ queryKey: wishesKey(organization, install) });
      void queryClient.invalidateQueries({ queryKey: installQuery(organization, install).queryKey });
      onSaved(wish);
    },
  });
}
