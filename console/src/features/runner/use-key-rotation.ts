import { useMutation } from '@tanstack/react-query';
import { tell, tellRefusal } from '@/components/telling';
import type { Install } from '@/lib/api';
import { installPath, request } from '@/lib/request';

const TOAST = 'rotate-sealing-key';

/** Asks for another sealing key; the install tells when the runner has made it. */
export function useKeyRotation(organization: string, install: string) {
  return useMutation({
    mutationFn: () =>
      request<Install>(installPath(organization, install, 'rotate-sealing-key'), {
        method: 'POST',
        body: {},
      }),
    onSuccess: () => tell(TOAST, 'The runner is asked for another key.'),
    onError: (error) => tellRefusal(TOAST, error),
  });
}
