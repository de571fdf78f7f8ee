import type { Status } from '@/lib/api';
import { stateTone } from '@/lib/states';
import { Advice } from './advice';
import classes from './status-note.module.css';

type Props = { status: Status; brief?: boolean };

/** Why a state is what it is. Loud only where something is wrong or somebody has to act. */
export function StatusNote({ status, brief = false }: Props) {
  const { state, reason, nextStep } = status;
  const tone = stateTone(state);
  if (!reason && !nextStep) {
    return null;
  }
  const calm = tone === 'fine' || tone === 'moving' || tone === 'quiet';
  if (brief || (calm && !nextStep)) {
    return <p className={classes.note}>{reason}</p>;
  }
  return <Advice tone={tone} why={reason} nextStep={nextStep} />;
}
