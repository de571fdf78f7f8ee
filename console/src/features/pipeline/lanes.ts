import type { PipelineTable } from '@/lib/api';

/** The way of one table: its topics by name, and whether it passes a transform. */
export type Lane = { table: PipelineTable; topic: string; transformed: string | null };

const MOST = 8;

/** A lane for each table; of many only the first, so that the picture stays one. */
export function lanesOf(pipeline: string, tables: readonly PipelineTable[]): { lanes: Lane[]; more: number } {
  const shown = tables.length > MOST ? tables.slice(0, MOST - 1) : tables;
  const lanes = shown.map((table) => ({
    table,
    topic: `${pipeline}.${table.source}`,
    transformed: table.transform ? `${pipeline}.${table.source}.transformed` : null,
  }));
  return { lanes, more: tables.length - shown.length };
}
