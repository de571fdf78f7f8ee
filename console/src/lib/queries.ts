import { queryOptions } from '@tanstack/react-query';
import type {
  Connector,
  ConnectorType,
  Install,
  Me,
  PipelineEvent,
  PipelineParts,
  PipelineWish,
  Range,
  Revision,
  RevisionKind,
  Samples,
} from './api';
import type { History } from './series';
import { apiPath, installPath, request, requestTagged } from './request';

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
    queryFn: ({ signal }) => request<Install>(installPath(organization, install), { signal }),
    staleTime: Infinity,
  });
}

/** What people wished for; every query under this key is asked anew when the generation moves. */
export function wishesKey(organization: string, install: string) {
  return ['wishes', organization, install];
}

export function connectorsQuery(organization: string, install: string) {
  return queryOptions({
    queryKey: [...wishesKey(organization, install), 'connectors'],
    queryFn: ({ signal }) =>
      request<Connector[]>(installPath(organization, install, 'connectors'), { signal }),
    staleTime: 60_000,
  });
}

export function connectorQuery(organization: string, install: string, name: string) {
  return queryOptions({
    queryKey: [...wishesKey(organization, install), 'connectors', name],
    queryFn: ({ signal }) =>
      requestTagged<Connector>(installPath(organization, install, 'connectors', name), { signal }),
    staleTime: 60_000,
  });
}

export function pipelinesQuery(organization: string, install: string) {
  return queryOptions({
    queryKey: [...wishesKey(organization, install), 'pipelines'],
    queryFn: ({ signal }) =>
      request<PipelineWish[]>(installPath(organization, install, 'pipelines'), { signal }),
    staleTime: 60_000,
  });
}

export function pipelineQuery(organization: string, install: string, name: string) {
  return queryOptions({
    queryKey: [...wishesKey(organization, install), 'pipelines', name],
    queryFn: ({ signal }) =>
      requestTagged<PipelineWish>(installPath(organization, install, 'pipelines', name), { signal }),
    staleTime: 60_000,
  });
}

export function revisionsQuery(organization: string, install: string, kind: RevisionKind, name: string) {
  return queryOptions({
    queryKey: [...wishesKey(organization, install), kind, name, 'revisions'],
    queryFn: ({ signal }) =>
      request<Revision[]>(installPath(organization, install, kind, name, 'revisions'), { signal }),
    staleTime: 60_000,
  });
}

export function connectorTypesQuery() {
  return queryOptions({
    queryKey: ['connector-types'],
    queryFn: ({ signal }) => request<ConnectorType[]>(apiPath('connector-types'), { signal }),
    staleTime: Infinity,
  });
}

/** What runs for a pipeline now. The runner looks every ten seconds. */
export function partsQuery(organization: string, install: string, pipeline: string) {
  return queryOptions({
    queryKey: ['parts', organization, install, pipeline],
    queryFn: ({ signal }) =>
      request<PipelineParts>(installPath(organization, install, 'pipelines', pipeline, 'status'), { signal }),
    refetchInterval: 5_000,
  });
}

export function pipelineEventsQuery(organization: string, install: string, pipeline: string) {
  return queryOptions({
    queryKey: ['pipeline-events', organization, install, pipeline],
    queryFn: ({ signal }) =>
      request<PipelineEvent[]>(installPath(organization, install, 'pipelines', pipeline, 'events'), {
        signal,
      }),
    refetchInterval: 5_000,
  });
}

/** Loaded once; from then on each event of the install adds its measurement. */
export function metricsQuery(organization: string, install: string, pipeline: string, range: Range) {
  return queryOptions({
    queryKey: [...metricsKey(organization, install), pipeline, range],
    queryFn: async ({ signal }): Promise<History> => {
      const path = installPath(organization, install, 'pipelines', pipeline, 'metrics');
      return request<Samples>(`${path}?range=${range}`, { signal });
    },
    staleTime: Infinity,
  });
}

export function metricsKey(organization: string, install: string) {
  return ['metrics', organization, install];
}
