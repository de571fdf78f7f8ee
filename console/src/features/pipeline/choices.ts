import type { Deletes, SchemaChanges } from '@/lib/api';

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
