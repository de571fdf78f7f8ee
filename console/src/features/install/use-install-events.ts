import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Install } from '@/lib/api';
import { openEventStream, type StreamState } from '@/lib/event-stream';
import { installQuery, metricsKey, metricsQuery, wishesKey } from '@/lib/queries';
import { RANGES } from '@/lib/ranges';
import { installPath } from '@/lib/request';
import { append } from '@/lib/series';

/** Keeps the install and its pipelines' histories fresh for as long as the page is open. */
export function useInstallEvents(organization: string, install: string): StreamState {
  const queryClient = useQueryClient();
  const [stream, setStream] = useState<StreamState>(() => ({ kind: 'connecting', since: Date.now() }));

  useEffect(() => {
    let broke = false;
    const url = installPath(organization, install, 'events');
    return openEventStream(url, 'install', {
      onMessage: (data) => store(queryClient, organization, JSON.parse(data) as Install),
      onState: (state) => {
        setStream(state);
        if (state.kind === 'live' && broke) {
          broke = false;
          // What was measured meanwhile, so that the charts show no gap that was not there.
          void queryClient.invalidateQueries({ queryKey: metricsKey(organization, install) });
        }
      },
      onBreak: () => {
        broke = true;
        // Only a plain request can tell a session that has ended from a server that is away.
        void queryClient.invalidateQueries({ queryKey: installQuery(organization, install).queryKey });
      },
    });
  }, [queryClient, organization, install]);

  return stream;
}

function store(queryClient: QueryClient, organization: string, install: Install): void {
  const { queryKey } = installQuery(organization, install.id);
  const before = queryClient.getQueryData(queryKey);
  queryClient.setQueryData(queryKey, install);
  if (before && before.generation.desired !== install.generation.desired) {
    // Somebody changed a wish: here, at the command line, or in another browser.
    void queryClient.invalidateQueries({ queryKey: wishesKey(organization, install.id) });
  }
  for (const { name, metrics } of install.pipelines) {
    if (metrics) {
      for (const range of RANGES) {
        queryClient.setQueryData(
          metricsQuery(organization, install.id, name, range).queryKey,
          (history) => history && append(history, metrics),
        );
      }
    }
  }
}
