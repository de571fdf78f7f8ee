import type { ReactNode } from 'react';
import classes from './fact.module.css';

type Props = { label: string; title?: string; children: ReactNode };

/** One line of a definition list. */
export function Fact({ label, title, children }: Props) {
  return (
    <div className={classes.fact} title={title}>
      <dt className={classes.label}>{label}</dt>
      <dd className={classes.value}>{children}</dd>
    </div>
  );
}
