import { memo, useRef } from 'react';
import { RowLink } from '@/components/row-link';
import { StateBadge } from '@/components/state-badge';
import { Tags } from '@/components/tags';
import type { Pipeline } from '@/lib/api';
import { millis, plain, rate, records } from '@/lib/format';
import { useInView } from '@/lib/use-in-view';
import { RateSparkline } from './rate-sparkline';
import classes from './pipeline-row.module.css';

type Props = { organization: string; install: string; pipeline: Pipeline; tags: readonly string[] };

/** Drawn anew only when its pipeline changes; there may be hundreds. */
export const PipelineRow = memo(function PipelineRow({ organization, install, pipeline, tags }: Props) {
  const { name, status, metrics, source, destination, tables } = pipeline;
  const latency = metrics?.latencyMillis ?? null;
  const row = useRef<HTMLTableRowElement>(null);
  // Two hundred histories at once would help nobody.
  const inView = useInView(row);
  return (
    <tr ref={row} className={classes.row} role="row" data-pipeline-row={name}>
      <th className={classes.name} role="rowheader" scope="row">
        <RowLink
          href={`/installs/${encodeURIComponent(install)}/pipelines/${encodeURIComponent(name)}`}
          className={classes.link}
        >
          {name}
        </RowLink>
        <Tags tags={tags} />
      </th>
      <td className={classes.state} role="cell" title={status.reason}>
        <StateBadge state={status.state} />
      </td>
      <td className={classes.way} role="cell">
        <span>{source}</span> <span className={classes.arrow}>→</span> <span>{destination}</span>
        <span className={classes.tables}>{tables.length === 1 ? '1 table' : `${tables.length} tables`}</span>
      </td>
      <td className={classes.figure} role="cell" data-column="rate">
        {metrics ? plain(rate(metrics.recordsPerSecond)) : '–'}
      </td>
      <td className={classes.figure} role="cell" data-column="lag">
        {metrics ? plain(records(metrics.lagRecords)).replace(/ records?$/, '') : '–'}
        <span className={classes.inline}> behind</span>
      </td>
      <td className={classes.figure} role="cell" data-column="latency">
        {latency === null ? '–' : plain(millis(latency))}
      </td>
      <td className={classes.spark} role="cell">
        {inView ? <RateSparkline organization={organization} install={install} pipeline={name} /> : null}
      </td>
      {status.reason && status.state !== 'RUNNING' ? (
        <td className={classes.reason} role="cell">
          {status.reason}
          {status.nextStep ? ` Next step: ${status.nextStep}` : ''}
        </td>
      ) : null}
    </tr>
  );
});
