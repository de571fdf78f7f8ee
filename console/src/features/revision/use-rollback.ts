import { useMutation, useQueryClient } from '@tanstack/react-query';
import { tell, tellRefusal } from '@/components/telling';
import type { RevisionKind } from '@/lib/api';
import { wishesKey } from '@/lib/queries';
import { installPath, request } from '@/lib/request';

type Asked = { revision: number; undo?: number | undefined; told: string };

/** Brings an object back to what it was at a revision; that is a change like any other. */
export function useRollback(organization: string, install: string, kind: RevisionKind, name: string) {
  const queryClient = useQueryClient();
  const toast = `rollback-${kind}-${name}`;
  const rollback = useMutation({
    mutationFn: ({ revision }: Asked) =>
      request<unknown>(installPath(organization, install, kind, name, 'rollback'), {
        method: 'POST',
        body: { revision },
      }),
    onSuccess: async (_answer, { undo, told }) => {
      tell(
        toast,
        told,
        undo === undefined ? undefined : () => rollback.mutate({ revision: undo, told: 'As it was before.' }),
      );
      await queryClient.invalidateQueries({ queryKey: wishesKey(organization, install) });
    },
    onError: (error) => tellRefusal(toast, error),
  });
  return rollback;
}
