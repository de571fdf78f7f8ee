import { Link } from '@tanstack/react-router';
import type { PipelineFilter, PipelineSort, Row } from './pipeline-filter';
import { PipelineRow } from './pipeline-row';
import classes from './pipelines-table.module.css';

type Props = { organization: string; install: string; rows: readonly Row[]; filter: PipelineFilter };

const COLUMNS: readonly { title: string; sort: PipelineSort | null; number?: boolean }[] = [
  { title: 'Status', sort: 'status' },
  { title: 'Source → destination', sort: null },
  { title: 'Rate', sort: 'rate', number: true },
  { title: 'Lag', sort: 'lag', number: true },
  { title: 'Latency', sort: 'latency', number: true },
  { title: 'Rate, 15 min', sort: null },
];

// The roles are spelled out because no layout of it is a table to the browser.
export function PipelinesTable({ organization, install, rows, filter }: Props) {
  return (
    <table className={classes.table} role="table" aria-label="Pipelines">
      <thead className={classes.head} role="rowgroup">
        <tr role="row" className={classes.headRow}>
          <th role="columnheader" scope="col" aria-sort={filter.sort ? 'none' : 'ascending'}>
            <SortLink title="Name" sort={null} filter={filter} />
          </th>
          {COLUMNS.map(({ title, sort, number }) => (
            <th
              key={title}
              role="columnheader"
              scope="col"
              data-number={number || undefined}
              aria-sort={sort === null ? undefined : filter.sort === sort ? 'descending' : 'none'}
            >
              {sort === null ? title : <SortLink title={title} sort={sort} filter={filter} />}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className={classes.body} role="rowgroup">
        {rows.map(({ pipeline, tags }) => (
          <PipelineRow
            key={pipeline.name}
            organization={organization}
            install={install}
            pipeline={pipeline}
            tags={tags}
          />
        ))}
      </tbody>
    </table>
  );
}

type SortProps = { title: string; sort: PipelineSort | null; filter: PipelineFilter };

function SortLink({ title, sort, filter: { sort: present, ...others } }: SortProps) {
  const chosen = (present ?? null) === sort;
  return (
    <Link
      to="."
      search={(sort === null ? others : { ...others, sort }) as never}
      replace
      className={classes.sort}
      data-chosen={chosen || undefined}
    >
      {title}
      <span aria-hidden="true">{chosen ? (sort === null ? ' ↑' : ' ↓') : ''}</span>
    </Link>
  );
}
