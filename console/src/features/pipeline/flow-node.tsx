import { Icon } from '@/components/icon';
import { Wheel } from '@/components/wheel';
import type { Stage } from './stages';
import classes from './flow-node.module.css';

type Props = { stage: Stage; flowing: boolean };

export function FlowNode({ stage, flowing }: Props) {
  return (
    <li className={classes.node} data-kind={stage.kind}>
      <span className={classes.mark}>{mark(stage.kind, flowing)}</span>
      <span className={classes.words}>
        <span className={classes.kind}>{KINDS[stage.kind]}</span>
        <span className={classes.name} title={stage.name}>
          {stage.name}
        </span>
        {stage.detail ? (
          <span className={classes.detail} title={stage.detail}>
            {stage.detail}
          </span>
        ) : null}
      </span>
    </li>
  );
}

const KINDS: Record<Stage['kind'], string> = {
  source: 'Source',
  topic: 'Topic',
  transform: 'Transform',
  destination: 'Destination',
};

function mark(kind: Stage['kind'], flowing: boolean) {
  switch (kind) {
    case 'source':
    case 'destination':
      return <Icon name="database" size={18} />;
    case 'topic':
      return <Icon name="topic" size={18} />;
    case 'transform':
      return <Wheel turning={flowing} />;
  }
}
