import type { BadRows, Deletes, InitialSnapshot, SchemaChanges, TransformChanges } from '@/lib/api';

/** What each choice means, in one sentence. */
export const SCHEMA_CHANGES: readonly { value: SchemaChanges; title: string; text: string }[] = [
  {
    value: 'FOLLOW',
    title: 'Follow',
    text: 'New columns are added to the destination, and types are made wider.',
  },
  {
    value: 'HOLD',
    title: 'Hold',
    text: 'The pipeline waits, and says which statement the destination needs.',
  },
];

export const DELETES: readonly { value: Deletes; title: string; text: string }[] = [
  {
    value: 'HARD',
    title: 'Delete',
    text: 'A row that is deleted in the source is deleted in the destination.',
  },
  {
    value: 'SOFT',
    title: 'Mark',
    text: 'It stays in the destination, and its column millrace_deleted becomes true.',
  },
  { value: 'IGNORE', title: 'Keep', text: 'It stays in the destination as it last was.' },
];

export const TRANSFORM_CHANGES: readonly { value: TransformChanges; title: string; text: string }[] = [
  {
    value: 'REPROCESS',
    title: 'Reprocess',
    text: 'All rows go through the new one, so that the destination is what the SELECT says.',
  },
  {
    value: 'CONTINUE',
    title: 'Continue',
    text: 'Only rows that change from now on do; earlier ones stay as they are.',
  },
];

export const BAD_ROWS: readonly { value: BadRows; title: string; text: string }[] = [
  {
    value: 'SET_ASIDE',
    title: 'Set aside',
    text: 'It waits as a dead letter until it is tried again, and the other rows go on.',
  },
  { value: 'STOP', title: 'Stop', text: 'The pipeline waits, and says why.' },
];

export const INITIAL_SNAPSHOT: readonly { value: InitialSnapshot; title: string; text: string }[] = [
  {
    value: 'ALL',
    title: 'All rows',
    text: 'The rows that are there are loaded first, then each change, without a gap between.',
  },
  { value: 'NONE', title: 'Only changes', text: 'What is there now is left where it is.' },
];

export function initialSnapshotWord(value: InitialSnapshot): string {
  return value === 'ALL' ? 'All rows first' : 'Only changes from then on';
}

export function badRowsWord(value: BadRows): string {
  return value === 'SET_ASIDE' ? 'Set aside' : 'Stop the pipeline';
}

export function schemaChangesWord(value: SchemaChanges): string {
  return value === 'FOLLOW' ? 'Followed' : 'Held';
}

export function deletesWord(value: Deletes): string {
  switch (value) {
    case 'HARD':
      return 'Deleted there too';
    case 'SOFT':
      return 'Marked';
    case 'IGNORE':
      return 'Kept';
  }
}
