import { useMutation, useQuery } from '@tanstack/react-query';
import type { ConnectionTest, ConnectionTestRequest } from './api';
import { ApiError } from './api-error';
import { installPath, request } from './request';

/** A test of a connection from inside the data plane, as a form drives it and shows it. */
export type ConnectionTesting = {
  start: (asked: Promise<ConnectionTestRequest>) => void;
  test: ConnectionTest | null;
  running: boolean;
  /** Why there is none; not that this control plane knows no such test, which only hides it. */
  error: Error | null;
  available: boolean;
};

const POLL_MILLIS = 400;

export function useConnectionTest(organization: string, install: string): ConnectionTesting {
  const begin = useMutation({
    mutationFn: async (asked: Promise<ConnectionTestRequest>) =>
      request<ConnectionTest>(installPath(organization, install, 'connection-tests'), {
        method: 'POST',
        body: await asked,
      }),
  });
  const id = begin.data?.id;
  const poll = useQuery({
    queryKey: ['connection-test', organization, install, id],
    queryFn: ({ signal }) =>
      request<ConnectionTest>(installPath(organization, install, 'connection-tests', id ?? ''), { signal }),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (ended(state.data) ? false : POLL_MILLIS),
    staleTime: Infinity,
    gcTime: 0,
  });
  const test = begin.isPending ? null : (poll.data ?? begin.data ?? null);
  const missing = begin.error instanceof ApiError && begin.error.status === 404;
  return {
    start: begin.mutate,
    test,
    running: begin.isPending || (test !== null && !ended(test) && !poll.error),
    error: missing ? null : (begin.error ?? poll.error),
    available: !missing,
  };
}

function ended(test: ConnectionTest | undefined): boolean {
  return test?.state === 'DONE' || test?.state === 'EXPIRED';
}
