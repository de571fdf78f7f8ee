import { Advice } from '@/components/advice';
import { Command } from '@/components/command';
import type { Finding } from '@/lib/api';
import { statementIn } from '@/lib/statement';
import classes from './finding-note.module.css';

type Props = { finding: Finding };

/** A finding of a connection test; the statement that mends it is one click from the clipboard. */
export function FindingNote({ finding: { what, why, nextStep } }: Props) {
  const statement = statementIn(nextStep);
  return (
    <div className={classes.note}>
      <Advice tone="warning" title={what} why={why} nextStep={nextStep} />
      {statement ? <Command text={statement} prompt="" /> : null}
    </div>
  );
}
