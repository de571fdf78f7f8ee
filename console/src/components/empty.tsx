import type { ReactNode } from 'react';
import classes from './empty.module.css';

type Props = { picture: ReactNode; title: string; children: ReactNode };

/** An empty place that says what would be here and how to get it. */
export function Empty({ picture, title, children }: Props) {
  return (
    <div className={classes.empty}>
      <div className={classes.picture}>{picture}</div>
      <div className={classes.body}>
        <h3 className={classes.title}>{title}</h3>
        {children}
      </div>
    </div>
  );
}
