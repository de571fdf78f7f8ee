import { useSyncExternalStore } from 'react';
import { readPreference, writePreference } from './preferences';

const KEY = 'millrace-shortcuts';
const listeners = new Set<() => void>();
let enabled = readPreference(KEY) !== 'off';

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Single keys can be switched off: dictation software types them by accident. */
export function useShortcutsEnabled(): boolean {
  return useSyncExternalStore(subscribe, () => enabled);
}

export function setShortcutsEnabled(value: boolean): void {
  enabled = value;
  writePreference(KEY, value ? 'on' : 'off');
  listeners.forEach((each) => each());
}
