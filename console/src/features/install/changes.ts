import type { Install, Status } from '@/lib/api';
import { stateWord } from '@/lib/states';

/** What to say aloud when one picture of an install follows another. */
export function changesBetween(before: Install, after: Install): string[] {
  const told: string[] = [];
  if (before.status.state !== after.status.state) {
    told.push(sentence(`Install ${after.name}`, after.status));
  }
  if (before.runner.state !== after.runner.state) {
    told.push(after.runner.state === 'CONNECTED' ? 'Runner connected.' : 'Runner disconnected.');
  }
  told.push(...changedStates('Component', before.components, after.components));
  told.push(...changedStates('Pipeline', before.pipelines, after.pipelines));
  return told;
}

type Named = { name: string; status: Status };

function changedStates(kind: string, before: readonly Named[], after: readonly Named[]): string[] {
  const states = new Map(before.map(({ name, status }) => [name, status.state]));
  return after
    .filter(({ name, status }) => states.has(name) && states.get(name) !== status.state)
    .map(({ name, status }) => sentence(`${kind} ${name}`, status));
}

function sentence(subject: string, { state, reason }: Status): string {
  const reasoned = reason ? `: ${reason}` : '.';
  return `${subject} is now ${stateWord(state).toLowerCase()}${reasoned}`;
}
