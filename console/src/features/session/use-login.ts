import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Me } from '@/lib/api';
import { meQuery } from '@/lib/queries';
import { apiPath, request } from '@/lib/request';

export type Proof = { apiKey: string } | { code: string };

export function useLogin(onLoggedIn: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (proof: Proof) => request<Me>(apiPath('session'), { method: 'POST', body: proof }),
    onSuccess: (me) => {
      queryClient.clear();
      queryClient.setQueryData(meQuery().queryKey, me);
      onLoggedIn();
    },
  });
}
