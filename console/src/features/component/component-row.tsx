import { StateBadge } from '@/components/state-badge';
import { StatusNote } from '@/components/status-note';
import { TimeSince } from '@/components/time-since';
import type { Component } from '@/lib/api';
import { absolute } from '@/lib/format';
import { FetchProgress } from './fetch-progress';
import { MemoryBar } from './memory-bar';
import classes from './component-row.module.css';

type Props = { component: Component; largestBytes: number };

export function ComponentRow({ component, largestBytes }: Props) {
  const { name, version, status, residentBytes, restarts, fetchedBytes, totalBytes, startedAt } = component;
  const fetching = fetchedBytes < totalBytes;
  const explained = Boolean(status.reason || status.nextStep);
  return (
    <>
      <tr
        className={classes.row}
        role="row"
        data-component={name}
        data-open={explained || fetching || undefined}
      >
        <th className={classes.name} role="rowheader" scope="row">
          {name}
        </th>
        <td className={classes.state} role="cell">
          <span title={`since ${absolute(status.since)}`}>
            <StateBadge state={status.state} />
          </span>
        </td>
        <td className={classes.version} role="cell">
          {version}
        </td>
        <td className={classes.memory} role="cell">
          <MemoryBar bytes={residentBytes} largestBytes={largestBytes} />
        </td>
        <td className={classes.restarts} role="cell" data-some={restarts > 0 || undefined}>
          {restarts}
          <span className={classes.inline}> {restarts === 1 ? 'restart' : 'restarts'}</span>
        </td>
        <td className={classes.uptime} role="cell">
          <span className={classes.inline}>up </span>
          {startedAt ? <TimeSince instant={startedAt} /> : '–'}
        </td>
      </tr>
      {explained || fetching ? (
        <tr className={classes.more} role="row">
          <td colSpan={6} role="cell">
            {fetching ? (
              <FetchProgress name={name} fetchedBytes={fetchedBytes} totalBytes={totalBytes} />
            ) : null}
            {explained ? <StatusNote status={status} /> : null}
          </td>
        </tr>
      ) : null}
    </>
  );
}
