import { Advice } from '@/components/advice';
import { TimeAgo } from '@/components/time-ago';
import type { Problem } from '@/lib/api';
import classes from './problems-panel.module.css';

type Props = { problems: Problem[] };

export function ProblemsPanel({ problems }: Props) {
  if (problems.length === 0) {
    return null;
  }
  return (
    <section aria-label="Problems">
      <ul className={classes.list}>
        {problems.map((problem) => (
          <li key={`${problem.code} ${problem.since}`}>
            <Advice
              tone="bad"
              title={problem.what}
              why={problem.why}
              nextStep={problem.nextStep}
              meta={
                <>
                  <code>{problem.code}</code> · <TimeAgo instant={problem.since} />
                </>
              }
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
