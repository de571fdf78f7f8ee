import { Icon } from '@/components/icon';
import { Wheel } from '@/components/wheel';
import { FlowEdge } from './flow-edge';
import type { Lane } from './lanes';
import classes from './graph-lane.module.css';

type Props = { lane: Lane; flowing: boolean; rate: number };

export function GraphLane({ lane: { table, topic, transformed }, flowing, rate }: Props) {
  const edge = <FlowEdge flowing={flowing} rate={rate} />;
  return (
    <li className={classes.item}>
      <ol className={classes.lane} aria-label={`${table.source} to ${table.destination}`}>
        {edge}
        <li className={classes.node} data-kind="topic" title={topic}>
          <Icon name="topic" size={14} />
          <span className={classes.name}>{transformed ? table.source : topic}</span>
        </li>
        {transformed ? (
          <>
            {edge}
            <li className={classes.node} title={table.transform ?? ''}>
              <Wheel turning={flowing} size={15} />
              <span className={classes.name}>SQL</span>
            </li>
            {edge}
            <li className={classes.node} data-kind="topic" title={transformed}>
              <Icon name="topic" size={14} />
              <span className={classes.name}>transformed</span>
            </li>
          </>
        ) : null}
        {edge}
        <li
          className={classes.node}
          data-kind="table"
          title={`Table ${table.destination} of the destination`}
        >
          <span className={classes.name}>{table.destination}</span>
        </li>
        {edge}
      </ol>
    </li>
  );
}
