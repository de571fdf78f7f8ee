import type { State } from '@/lib/api';
import { stateTone, stateWord } from '@/lib/states';
import { StateShape } from './state-shape';
import classes from './state-badge.module.css';

type Props = { state: State; large?: boolean };

export function StateBadge({ state, large = false }: Props) {
  return (
    <span className={classes.badge} data-tone={stateTone(state)} data-large={large || undefined}>
      <StateShape state={state} size={large ? 16 : 14} />
      {stateWord(state)}
    </span>
  );
}
