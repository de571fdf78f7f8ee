import { Icon } from '@/components/icon';
import type { Generation } from '@/lib/api';
import classes from './generation-steps.module.css';

type Props = { generation: Generation };

/** How far the newest wish has come: signed here, verified by the runner, brought about. */
export function GenerationSteps({ generation }: Props) {
  const { desired, accepted, converged } = generation;
  return (
    <span className={classes.steps}>
      <Step number={desired} word="desired" arrived title="What the control plane has signed" />
      <Icon name="chevron" size={10} />
      <Step
        number={accepted}
        word="accepted"
        arrived={accepted >= desired}
        title="Verified by the runner, on its disk"
      />
      <Icon name="chevron" size={10} />
      <Step number={converged} word="converged" arrived={converged >= desired} title="Brought about" />
    </span>
  );
}

type StepProps = { number: number; word: string; arrived: boolean; title: string };

function Step({ number, word, arrived, title }: StepProps) {
  return (
    <span className={classes.step} data-behind={!arrived || undefined} title={title}>
      {number} <span className={classes.word}>{word}</span>
    </span>
  );
}
