import { Panel } from '@/components/panel';
import { TimeAgo } from '@/components/time-ago';
import type { Component } from '@/lib/api';
import { bytes } from '@/lib/format';
import { ComponentRow } from './component-row';
import classes from './components-table.module.css';

type Props = {
  components: Component[];
  /** When the runner was last heard, while it is away. */
  lastTold: string | null;
};

// The roles are spelled out because the narrow layout is no table to the browser any more.
export function ComponentsTable({ components, lastTold }: Props) {
  const largestBytes = Math.max(1, ...components.map(({ residentBytes }) => residentBytes));
  return (
    <Panel title="Components" id="components" note={<Summary components={components} lastTold={lastTold} />}>
      {components.length === 0 ? (
        <p className={classes.none}>
          The runner has not told of any component yet. They appear here as it starts them.
        </p>
      ) : (
        <table
          className={classes.table}
          data-last-known={lastTold !== null || undefined}
          role="table"
          aria-labelledby="components"
        >
          <thead className={classes.head} role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">
                Name
              </th>
              <th role="columnheader" scope="col">
                State
              </th>
              <th role="columnheader" scope="col">
                Version
              </th>
              <th role="columnheader" scope="col">
                Memory
              </th>
              <th role="columnheader" scope="col" className={classes.number}>
                Restarts
              </th>
              <th role="columnheader" scope="col" className={classes.number}>
                Uptime
              </th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            {components.map((component) => (
              <ComponentRow key={component.name} component={component} largestBytes={largestBytes} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function Summary({ components, lastTold }: Props) {
  if (components.length === 0) {
    return null;
  }
  const running = components.filter(({ status }) => status.state === 'RUNNING').length;
  const resident = components.reduce((sum, { residentBytes }) => sum + residentBytes, 0);
  const fetching = components.filter(({ fetchedBytes, totalBytes }) => fetchedBytes < totalBytes);
  const fetched = components.reduce((sum, { fetchedBytes }) => sum + fetchedBytes, 0);
  const total = components.reduce((sum, { totalBytes }) => sum + totalBytes, 0);
  const transfer = fetching.length > 0 ? ` · fetched ${bytes(fetched)} of ${bytes(total)}` : '';
  return (
    <>
      {lastTold ? (
        <>
          as told <TimeAgo instant={lastTold} /> ·{' '}
        </>
      ) : null}
      {running} of {components.length} running · {bytes(resident)}
      {transfer}
    </>
  );
}
