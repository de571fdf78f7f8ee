import type { PipelineTable } from '@/lib/api';
import { Sql } from './sql';
import classes from './table-item.module.css';

type Props = { table: PipelineTable; open: boolean };

export function TableItem({ table, open }: Props) {
  const way = (
    <>
      <span className={classes.name}>{table.source}</span>
      <span className={classes.arrow} role="img" aria-label="to">
        →
      </span>
      <span className={classes.name}>{table.destination}</span>
    </>
  );
  if (!table.transform) {
    return (
      <li className={classes.item}>
        <div className={classes.way}>
          {way}
          <span className={classes.note}>as it is</span>
        </div>
      </li>
    );
  }
  return (
    <li className={classes.item}>
      <details open={open}>
        <summary className={classes.way}>
          {way}
          <span className={classes.note}>through Flink SQL</span>
        </summary>
        <Sql text={table.transform} />
      </details>
    </li>
  );
}
