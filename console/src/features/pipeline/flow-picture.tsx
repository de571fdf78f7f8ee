import { Fragment } from 'react';
import type { Connector, Pipeline } from '@/lib/api';
import { FlowEdge } from './flow-edge';
import { FlowNode } from './flow-node';
import { stagesOf } from './stages';
import classes from './flow-picture.module.css';

type Props = { pipeline: Pipeline; connectors: Connector[]; flowing: boolean; rate: number };

export function FlowPicture({ pipeline, connectors, flowing, rate }: Props) {
  const stages = stagesOf(pipeline, connectors);
  return (
    <ol className={classes.flow} aria-label={`The way of the records${flowing ? ', flowing' : ', still'}`}>
      {stages.map((stage, index) => (
        <Fragment key={stage.kind + stage.name}>
          {index > 0 ? <FlowEdge flowing={flowing} rate={rate} /> : null}
          <FlowNode stage={stage} flowing={flowing} />
        </Fragment>
      ))}
    </ol>
  );
}
