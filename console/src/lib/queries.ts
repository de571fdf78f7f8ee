import { queryOptions } from '@tanstack/react-query';
import type { Connector, Install, Me, MetricSample } from './api';
import { apiPath, request } from './request';

/** The charts' width in time, and how far back the server is asked. */
export const HISTORY_MINUTES = 15;

export function meQuery() {
  return queryOptions({
    queryKey: ['me'],
    queryFn: ({ signal }) => request<Me>(apiPath('me'), { signal }),
    staleTime: 5 * 60_000,
    retry: false,
  });
}

export function installsQuery(organization: string) {
  return queryOptions({
    queryKey: ['installs', organization],
    queryFn: ({ signal }) =>
      request<Install[]>(apiPath('organizations', organization, 'installs'), { signal }),
  });
}

/** Kept fresh by the install's events, so that it never goes stale by itself. */
export function installQuery(organization: string, install: string) {
  return queryOptions({
    queryKey: ['install', organization, install],
    queryFn: ({ signal }) =>
      request<Install>(apiPath('organizations', organization, 'installs', install), { signal }),
    staleTime: Infinity,
  });
}

export function connectorsQuery(organization: string, install: string) {
  return queryOptions({
    queryKey: ['connectors', organization, install],
    queryFn: ({ signal }) =>
      request<Connector[]>(apiPath('organizations', organization, 'installs', install, 'connectors'), {
        signal,
      }),
    staleTime: 60_000,
  });
}

/** Loaded once; from then on each event of the install appends its measurement. */
export function metricsQuery(organization: string, install: string, pipeline: string) {
  return queryOptions({
    queryKey: ['metrics', organization, install, pipeline],
    queryFn: async ({ signal }) => {
      const path = apiPath(
        'organizations',
        organization,
        'installs',
        install,
        'pipelines',
        pipeline,
        'metrics',
      );
      const history = await request<{ samples: MetricSample[] }>(`${path}?minutes=${HISTORY_MINUTES}`, {
        signal,
      });
      return history.samples;
    },
    staleTime: Infinity,
  });
}
