import type { State } from './api';

/** The word beside a state's shape. Both say it, so that colour need not. */
export function stateWord(state: State): string {
  switch (state) {
    case 'CREATING':
      return 'Creating';
    case 'RUNNING':
      return 'Running';
    case 'DEGRADED':
      return 'Degraded';
    case 'BROKEN':
      return 'Broken';
    case 'PAUSED':
      return 'Paused';
    case 'STOPPED':
      return 'Stopped';
  }
}

export type Tone = 'fine' | 'moving' | 'warning' | 'bad' | 'quiet';

export function stateTone(state: State): Tone {
  switch (state) {
    case 'RUNNING':
      return 'fine';
    case 'CREATING':
      return 'moving';
    case 'DEGRADED':
      return 'warning';
    case 'BROKEN':
      return 'bad';
    case 'PAUSED':
    case 'STOPPED':
      return 'quiet';
  }
}
