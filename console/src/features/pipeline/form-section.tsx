import type { ReactNode } from 'react';
import classes from './form-section.module.css';

type Props = { title: string; text: string; children: ReactNode };

export function FormSection({ title, text, children }: Props) {
  return (
    <section className={classes.section}>
      <div className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        <p className={classes.text}>{text}</p>
      </div>
      <div className={classes.body}>{children}</div>
    </section>
  );
}
