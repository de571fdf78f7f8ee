import type { ReactElement } from 'react';
import type { State } from '@/lib/api';
import { stateTone } from '@/lib/states';
import classes from './state-shape.module.css';

type Props = { state: State; size?: number };

/** Each state has a shape of its own, for whoever does not see the colours apart. */
export function StateShape({ state, size = 14 }: Props) {
  return (
    <svg
      className={classes.shape}
      data-tone={stateTone(state)}
      width={size}
      height={size}
      viewBox="0 0 14 14"
      aria-hidden="true"
    >
      {outline(state)}
    </svg>
  );
}

function outline(state: State): ReactElement {
  switch (state) {
    case 'RUNNING':
      return (
        <>
          <circle className={classes.solid} cx="7" cy="7" r="5.6" />
          <path className={classes.cut} d="m4.4 7.2 1.8 1.8 3.4-3.8" />
        </>
      );
    case 'CREATING':
      return <circle className={classes.spinner} cx="7" cy="7" r="4.8" pathLength="12" />;
    case 'DEGRADED':
      return (
        <>
          <path className={classes.solid} d="M7 1.5 13.2 12.4H.8z" />
          <path className={classes.cut} d="M7 5.4v3M7 10.3v.1" />
        </>
      );
    case 'BROKEN':
      return (
        <>
          <path className={classes.solid} d="M4.5 1.2h5l3.3 3.3v5l-3.3 3.3h-5L1.2 9.5v-5z" />
          <path className={classes.cut} d="m5 5 4 4M9 5l-4 4" />
        </>
      );
    case 'PAUSED':
      return <path className={classes.line} d="M4.8 3v8M9.2 3v8" />;
    case 'STOPPED':
      return <rect className={classes.line} x="2.8" y="2.8" width="8.4" height="8.4" rx="1.4" />;
  }
}
