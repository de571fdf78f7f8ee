import type { Pipeline, State } from '@/lib/api';
import { oneOf, text, type Search } from '@/lib/search-params';

const STATES = ['BROKEN', 'DEGRADED', 'CREATING', 'RUNNING', 'PAUSED', 'STOPPED'] as const;
const SORTS = ['status', 'rate', 'lag', 'latency'] as const;

export type PipelineSort = (typeof SORTS)[number];
export type PipelineFilter = { q?: string; status?: State; tag?: string; sort?: PipelineSort };

/** A pipeline with the words to find it by, which only the wish has. */
export type Row = { pipeline: Pipeline; tags: readonly string[] };

export function pipelineFilterOf(search: Search): PipelineFilter {
  return {
    ...text('q', search),
    ...oneOf('status', STATES, search),
    ...text('tag', search),
    ...oneOf('sort', SORTS, search),
  };
}

/** Those that have all words somewhere, in the order that is asked for; by name if none is. */
export function filtered(rows: readonly Row[], filter: PipelineFilter): Row[] {
  const words = (filter.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const found = rows.filter(
    ({ pipeline, tags }) =>
      (!filter.status || pipeline.status.state === filter.status) &&
      (!filter.tag || tags.includes(filter.tag)) &&
      words.every((word) => wordsOf(pipeline, tags).includes(word)),
  );
  return filter.sort ? found.toSorted(by(filter.sort)) : found;
}

function wordsOf({ name, source, destination, tables }: Pipeline, tags: readonly string[]): string {
  const names = tables.flatMap((table) => [table.source, table.destination]);
  return [name, source, destination, ...tags, ...names].join(' ').toLowerCase();
}

/** The worst first, then the most. */
function by(sort: PipelineSort): (a: Row, b: Row) => number {
  switch (sort) {
    case 'status':
      return (a, b) => STATES.indexOf(a.pipeline.status.state) - STATES.indexOf(b.pipeline.status.state);
    case 'rate':
      return (a, b) =>
        (b.pipeline.metrics?.recordsPerSecond ?? -1) - (a.pipeline.metrics?.recordsPerSecond ?? -1);
    case 'lag':
      return (a, b) => (b.pipeline.metrics?.lagRecords ?? -1) - (a.pipeline.metrics?.lagRecords ?? -1);
    case 'latency':
      return (a, b) => (b.pipeline.metrics?.latencyMillis ?? -1) - (a.pipeline.metrics?.latencyMillis ?? -1);
  }
}

/** How many are in which state, worst first, only those that occur. */
export function statesOf(rows: readonly Row[]): { state: State; count: number }[] {
  return STATES.map((state) => ({
    state,
    count: rows.filter(({ pipeline }) => pipeline.status.state === state).length,
  })).filter(({ count }) => count > 0);
}

export function tagsOf(rows: readonly Row[]): string[] {
  return [...new Set(rows.flatMap(({ tags }) => tags))].toSorted();
}
