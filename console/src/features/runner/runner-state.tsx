import type { Runner } from '@/lib/api';
import classes from './runner-state.module.css';

type Props = { state: Runner['state'] };

export function RunnerState({ state }: Props) {
  return (
    <span className={classes.state} data-tone={state === 'CONNECTED' ? 'fine' : 'warning'}>
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" className={classes.shape}>
        {state === 'CONNECTED' ? (
          <path d="M1.4 7h2.2M10.4 7h2.2M5.6 4.2h2.8a2.8 2.8 0 0 1 0 5.6H5.6a2.8 2.8 0 0 1 0-5.6z" />
        ) : (
          <path d="M1.4 7h1.8M10.8 7h1.8M5.4 4.4a2.6 2.6 0 0 0 0 5.2M8.6 4.4a2.6 2.6 0 0 1 0 5.2M5.8 12l2.4-10" />
        )}
      </svg>
      {word(state)}
    </span>
  );
}

function word(state: Runner['state']): string {
  switch (state) {
    case 'CONNECTED':
      return 'Connected';
    case 'DISCONNECTED':
      return 'Disconnected';
    case 'NEVER_CONNECTED':
      return 'Never connected';
  }
}
