import { StateShape } from '@/components/state-shape';
import type { Generation, Pipeline } from '@/lib/api';
import classes from './first-row.module.css';

type Props = { generation: Generation; pipeline: Pipeline };

/** From a wish to its first row, step by step, for whoever has just made a pipeline. */
export function FirstRow({ generation, pipeline: { status, metrics } }: Props) {
  const steps = [
    { text: 'Signed by the control plane', done: true },
    { text: 'Verified by the runner', done: generation.accepted >= generation.desired },
    { text: 'Source, topics and destination are running', done: status.state === 'RUNNING' },
    { text: 'The first row has arrived', done: (metrics?.recordsTotal ?? 0) > 0 },
  ];
  const current = steps.findIndex(({ done }) => !done);
  const state = status.state === 'BROKEN' ? 'BROKEN' : 'CREATING';
  return (
    <ol className={classes.steps} aria-label="On the way to the first row">
      {steps.map(({ text, done }, index) => (
        <li key={text} className={classes.step} data-open={(!done && index !== current) || undefined}>
          {done ? (
            <StateShape state="RUNNING" size={15} />
          ) : index === current ? (
            <StateShape state={state} size={15} />
          ) : (
            <span className={classes.dot} aria-hidden="true" />
          )}
          {text}
        </li>
      ))}
    </ol>
  );
}
