import { Panel } from '@/components/panel';
import type { PipelineTable } from '@/lib/api';
import { TableList } from './table-list';

type Props = { pipeline: string; tables: PipelineTable[] };

export function TablesPanel({ pipeline, tables }: Props) {
  return (
    <Panel title={`Tables of ${pipeline}`} id="tables">
      <TableList tables={tables} />
    </Panel>
  );
}
