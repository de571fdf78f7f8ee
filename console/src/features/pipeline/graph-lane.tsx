import { Icon } from '@/components/icon';
import { Wheel } from '@/components/wheel';
import type { PipelineMetrics } from '@/lib/api';
import { plain, rate, records } from '@/lib/format';
import { FlowEdge } from './flow-edge';
import type { Lane } from './lanes';
import classes from './graph-lane.module.css';

type Props = {
  lane: Lane;
  flowing: boolean;
  /** Changes each second into its topic, and into that behind its transform. */
  read: number | null;
  made: number | null;
  written: PipelineMetrics | null;
};

export function GraphLane({ lane: { table, topic, transformed }, flowing, read, made, written }: Props) {
  const last = transformed ? made : read;
  const edge = (perSecond: number | null, waiting?: number) => (
    <FlowEdge
      flowing={flowing}
      rate={perSecond ?? last ?? 0}
      above={perSecond === null ? '' : plain(rate(perSecond))}
      below={waiting === undefined ? '' : `${plain(records(waiting)).replace(/ records?$/, '')} on the way`}
    />
  );
  return (
    <li className={classes.item}>
      <ol className={classes.lane} aria-label={`${table.source} to ${table.destination}`}>
        {edge(read)}
        <li className={classes.node} data-kind="topic" title={`Topic ${topic}`}>
          <Icon name="topic" size={14} />
          <span className={classes.name}>{table.source}</span>
        </li>
        {transformed ? (
          <>
            {edge(read)}
            <li className={classes.node} title={table.transform ?? ''}>
              <Wheel turning={flowing} size={15} />
              <span className={classes.name}>SQL</span>
            </li>
            {edge(made)}
            <li className={classes.node} data-kind="topic" title={`Topic ${transformed}`}>
              <Icon name="topic" size={14} />
              <span className={classes.name}>transformed</span>
            </li>
          </>
        ) : null}
        {edge(written?.recordsPerSecond ?? null, written?.lagRecords)}
        <li
          className={classes.node}
          data-kind="table"
          title={`Table ${table.destination} of the destination`}
        >
          <span className={classes.name}>{table.destination}</span>
        </li>
        <FlowEdge flowing={flowing} rate={written?.recordsPerSecond ?? last ?? 0} short />
      </ol>
    </li>
  );
}
