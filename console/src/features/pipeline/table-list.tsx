import type { PipelineTable } from '@/lib/api';
import { TableItem } from './table-item';
import classes from './table-list.module.css';

type Props = { tables: PipelineTable[] };

const SHOWN_OPEN = 1;

export function TableList({ tables }: Props) {
  return (
    <div className={classes.tables}>
      <h3 className={classes.title}>{tables.length === 1 ? 'Table' : `${tables.length} tables`}</h3>
      <ul className={classes.list}>
        {tables.map((table) => (
          <TableItem key={table.source} table={table} open={tables.length <= SHOWN_OPEN} />
        ))}
      </ul>
    </div>
  );
}
