import type { ReactNode } from 'react';
import { Logo } from './logo';
import classes from './lone.module.css';

type Props = { title: string; why: string; nextStep: string; children: ReactNode };

/** A page with one message and nothing else. */
export function Lone({ title, why, nextStep, children }: Props) {
  return (
    <main className={classes.lone} id="main">
      <Logo size={32} />
      <h1 className={classes.title}>{title}</h1>
      {why ? <p className={classes.text}>{why}</p> : null}
      {nextStep ? <p className={classes.text}>{nextStep}</p> : null}
      <div className={classes.actions}>{children}</div>
    </main>
  );
}
