import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Connector, SealedSecret } from '@/lib/api';
import { wishesKey } from '@/lib/queries';
import { installPath, request } from '@/lib/request';

type Asked = {
  name: string;
  body: Promise<{ type: string; config: Record<string, string>; secrets: Record<string, SealedSecret> }>;
  /** `null`: it must be new. */
  etag: string | null | undefined;
};

export function useSaveConnector(
  organization: string,
  install: string,
  onSaved: (connector: Connector) => void,
) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ name, body, etag }: Asked) =>
      request<Connector>(installPath(organization, install, 'connectors', name), {
        method: 'PUT',
        body: await body,
        ...(etag === undefined ? {} : { ifMatch: etag }),
      }),
    onSuccess: async (connector) => {
      await queryClient.invalidateQueries({ queryKey: wishesKey(organization, install) });
      onSaved(connector);
    },
  });
}
