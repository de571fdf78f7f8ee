import { useMutation, useQuery } from '@tanstack/react-query';
import { ApiError } from './api-error';
import { installPath, request } from './request';

type Answer = { id: string; state: 'WAITING' | 'RUNNING' | 'DONE' | 'EXPIRED' };

/** Something that the runner does once, as a form asks for it and shows it. */
export type Errand<Asked, Told> = {
  start: (asked: Promise<Asked>) => void;
  told: Told | null;
  running: boolean;
  /** Why there is none; not that this control plane knows no such thing, which only hides it. */
  error: Error | null;
  available: boolean;
};

const POLL_MILLIS = 400;

export function useErrand<Asked, Told extends Answer>(
  organization: string,
  install: string,
  path: string,
): Errand<Asked, Told> {
  const begin = useMutation({
    mutationFn: async (asked: Promise<Asked>) =>
      request<Told>(installPath(organization, install, path), { method: 'POST', body: await asked }),
  });
  const id = begin.data?.id;
  const poll = useQuery({
    queryKey: [path, organization, install, id],
    queryFn: ({ signal }) => request<Told>(installPath(organization, install, path, id ?? ''), { signal }),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (ended(state.data) ? false : POLL_MILLIS),
    staleTime: Infinity,
    gcTime: 0,
  });
  const told = begin.isPending ? null : (poll.data ?? begin.data ?? null);
  const missing = begin.error instanceof ApiError && begin.error.status === 404;
  return {
    start: begin.mutate,
    told,
    running: begin.isPending || (told !== null && !ended(told) && !poll.error),
    error: missing ? null : (begin.error ?? poll.error),
    available: !missing,
  };
}

function ended(answer: Answer | undefined): boolean {
  return answer?.state === 'DONE' || answer?.state === 'EXPIRED';
}
