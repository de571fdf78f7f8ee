import { useMutation } from '@tanstack/react-query';
import { tell, tellRefusal } from '@/components/telling';
import type { Snapshot } from '@/lib/api';
import { installPath, request } from '@/lib/request';

/** Reads tables again while changes go on, or gives that up. */
export function useSnapshot(organization: string, install: string, pipeline: string) {
  const toast = `snapshot-${pipeline}`;
  const path = (...more: string[]) =>
    installPath(organization, install, 'pipelines', pipeline, 'snapshots', ...more);
  const start = useMutation({
    mutationFn: (tables: string[]) => request<Snapshot>(path(), { method: 'POST', body: { tables } }),
    onSuccess: ({ tables }) =>
      tell(toast, `${tables.length === 1 ? '1 table is' : `${tables.length} tables are`} to be read again.`),
    onError: (error) => tellRefusal(toast, error),
  });
  const cancel = useMutation({
    mutationFn: () => request<Snapshot>(path('newest', 'cancel'), { method: 'POST' }),
    onSuccess: () => tell(toast, 'No more is read again; changes go on.'),
    onError: (error) => tellRefusal(toast, error),
  });
  return { start, cancel };
}
