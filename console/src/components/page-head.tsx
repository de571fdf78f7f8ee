import type { ReactNode } from 'react';
import classes from './page-head.module.css';

type Props = { title: ReactNode; above?: ReactNode; beside?: ReactNode; children?: ReactNode };

/** The heading of a page: where it belongs, its name and state, and on the right what can be done. */
export function PageHead({ title, above, beside, children }: Props) {
  return (
    <div className={classes.head}>
      <div className={classes.words}>
        {above ? <div className={classes.above}>{above}</div> : null}
        <div className={classes.line}>
          <h1 className={classes.title}>{title}</h1>
          {beside}
        </div>
      </div>
      {children ? <div className={classes.actions}>{children}</div> : null}
    </div>
  );
}
