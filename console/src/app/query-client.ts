import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/lib/api-error';

/** A refused session anywhere leads to the login, once. */
export function makeQueryClient(onUnauthorized: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (error instanceof ApiError && error.unauthorized && query.queryKey[0] !== 'me') {
          onUnauthorized();
        }
      },
    }),
    defaultOptions: {
      queries: {
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 3 && !(error instanceof ApiError && error.status >= 400),
        retryDelay: (failures) => Math.min(5_000, 500 * 2 ** failures),
      },
    },
  });
}
