import type { ConnectorRole, ConnectorType } from '@/lib/api';

export type TypeFilter = { q?: string; role?: ConnectorRole };

/** Those that have all words somewhere and can play the role, by title. */
export function fittingTypes(types: readonly ConnectorType[], { q = '', role }: TypeFilter): ConnectorType[] {
  const words = q.toLowerCase().split(/\s+/);
  return types
    .filter((each) => role === undefined || each.roles.includes(role))
    .filter((each) => words.every((word) => wordsOf(each).includes(word)))
    .toSorted((a, b) => a.title.localeCompare(b.title));
}

function wordsOf({ type, title, description, roles }: ConnectorType): string {
  return [type, title, description, ...roles].join(' ').toLowerCase();
}
