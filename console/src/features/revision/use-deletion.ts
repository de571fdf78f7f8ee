import { useMutation, useQueryClient } from '@tanstack/react-query';
import { tell, tellRefusal } from '@/components/telling';
import type { RevisionKind } from '@/lib/api';
import { revisionsQuery, wishesKey } from '@/lib/queries';
import { installPath, request } from '@/lib/request';
import { useRollback } from './use-rollback';

/** Deletes, and offers to make it again as it was: its last revision is still known. */
export function useDeletion(
  organization: string,
  install: string,
  kind: RevisionKind,
  name: string,
  onDeleted: () => void,
) {
  const queryClient = useQueryClient();
  const rollback = useRollback(organization, install, kind, name);
  const toast = `delete-${kind}-${name}`;
  return useMutation({
    mutationFn: async () => {
      const revisions = await queryClient
        .fetchQuery(revisionsQuery(organization, install, kind, name))
        .catch(() => []);
      await request<void>(installPath(organization, install, kind, name), { method: 'DELETE' });
      return revisions[0]?.revision;
    },
    onSuccess: (revision) => {
      onDeleted();
      void queryClient.invalidateQueries({ queryKey: wishesKey(organization, install) });
      tell(
        toast,
        `${name} was deleted.`,
        revision === undefined
          ? undefined
          : () => rollback.mutate({ revision, told: `${name} is there again.` }),
      );
    },
    onError: (error) => tellRefusal(toast, error),
  });
}
