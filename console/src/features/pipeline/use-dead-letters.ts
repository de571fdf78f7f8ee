import { useMutation } from '@tanstack/react-query';
import { tell, tellRefusal } from '@/components/telling';
import { installPath, request } from '@/lib/request';

export type DeadLetterAction = 'replay' | 'discard';

/** Tries refused rows again, or throws them away; those that were there when it was asked for. */
export function useDeadLetters(organization: string, install: string, pipeline: string) {
  const toast = `dead-letters-${pipeline}`;
  return useMutation({
    mutationFn: (action: DeadLetterAction) =>
      request<{ count: number }>(
        installPath(organization, install, 'pipelines', pipeline, 'dead-letters', action),
        { method: 'POST' },
      ),
    onSuccess: ({ count }, action) => {
      const rows = count === 1 ? '1 row is' : `${count} rows are`;
      tell(toast, action === 'replay' ? `${rows} being tried again.` : `${rows} being thrown away.`);
    },
    onError: (error) => tellRefusal(toast, error),
  });
}
