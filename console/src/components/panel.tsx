import type { ReactNode } from 'react';
import classes from './panel.module.css';

type Props = { title: string; id: string; note?: ReactNode; children: ReactNode };

export function Panel({ title, id, note, children }: Props) {
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <header className={classes.head}>
        <h2 className={classes.title} id={id}>
          {title}
        </h2>
        {note ? <div className={classes.note}>{note}</div> : null}
      </header>
      {children}
    </section>
  );
}
