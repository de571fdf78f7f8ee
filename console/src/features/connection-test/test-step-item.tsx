import { StateShape } from '@/components/state-shape';
import type { State, TestStep } from '@/lib/api';
import classes from './test-step-item.module.css';

type Props = { step: TestStep; current: boolean };

const WORDS: Record<string, string> = {
  REACHABLE: 'Reachable from the data plane',
  LOGIN: 'Login',
  PRIVILEGES: 'Privileges',
  REPLICATION: 'Replication',
  PRIMARY_KEYS: 'Primary keys',
};

export function TestStepItem({ step: { name, ok }, current }: Props) {
  const state = stateOf(ok, current);
  return (
    <li className={classes.step} data-open={state === null || undefined}>
      {state ? <StateShape state={state} size={15} /> : <span className={classes.dot} aria-hidden="true" />}
      {WORDS[name] ?? sentence(name)}
      <span className={classes.word}>
        {ok === null ? (current ? 'testing' : 'not yet') : ok ? 'fine' : 'not fine'}
      </span>
    </li>
  );
}

function stateOf(ok: boolean | null, current: boolean): State | null {
  if (ok === null) {
    return current ? 'CREATING' : null;
  }
  return ok ? 'RUNNING' : 'BROKEN';
}

function sentence(name: string): string {
  const words = name.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
