import type { Connector, Pipeline, PipelineTable } from '@/lib/api';
import { addressOf } from '@/lib/connector-address';

export type Stage = {
  kind: 'source' | 'topic' | 'transform' | 'destination';
  name: string;
  detail: string;
};

/** The way of a pipeline's records, one stage after the other. */
export function stagesOf(pipeline: Pipeline, connectors: readonly Connector[]): Stage[] {
  const transformed = pipeline.tables.filter(({ transform }) => Boolean(transform));
  const stages: Stage[] = [
    { kind: 'source', name: pipeline.source, detail: addressOfConnector(pipeline.source, connectors) },
    topics(pipeline, pipeline.tables, ''),
  ];
  if (transformed.length > 0) {
    stages.push({ kind: 'transform', name: 'Flink SQL', detail: share(transformed, pipeline.tables) });
    stages.push(topics(pipeline, transformed, '.transformed'));
  }
  stages.push({
    kind: 'destination',
    name: pipeline.destination,
    detail: addressOfConnector(pipeline.destination, connectors),
  });
  return stages;
}

function topics(pipeline: Pipeline, tables: readonly PipelineTable[], suffix: string): Stage {
  const [only, ...others] = tables;
  if (only && others.length === 0) {
    return { kind: 'topic', name: `${pipeline.name}.${only.source}${suffix}`, detail: 'Kafka' };
  }
  return { kind: 'topic', name: `${tables.length} topics`, detail: `${pipeline.name}.…${suffix}` };
}

function share(transformed: readonly PipelineTable[], all: readonly PipelineTable[]): string {
  if (transformed.length === all.length) {
    return all.length === 1 ? 'upsert' : `${all.length} tables`;
  }
  return `${transformed.length} of ${all.length} tables`;
}

/** Where a connector leads, in one line. */
export function addressOfConnector(name: string, connectors: readonly Connector[]): string {
  const connector = connectors.find((each) => each.name === name);
  return connector ? addressOf(connector) : '';
}
