import type { ReactNode } from 'react';
import type { Tone } from '@/lib/states';
import classes from './advice.module.css';

type Props = { tone: Tone; title?: ReactNode; why: ReactNode; nextStep?: string; meta?: ReactNode };

/** What happened, why, and what to do next: the one form in which the console tells bad news. */
export function Advice({ tone, title, why, nextStep, meta }: Props) {
  return (
    <div className={classes.advice} data-tone={tone}>
      {title || meta ? (
        <div className={classes.head}>
          {title ? <span className={classes.title}>{title}</span> : null}
          {meta ? <span className={classes.meta}>{meta}</span> : null}
        </div>
      ) : null}
      {why ? <p className={classes.why}>{why}</p> : null}
      {nextStep ? (
        <p className={classes.next}>
          <span className={classes.label}>Next step</span> {nextStep}
        </p>
      ) : null}
    </div>
  );
}
