import type { Range } from './api';

/** What the charts can show, shortest first. An address that names none gets the first. */
export const RANGES = ['15m', '1h', '24h', '7d'] as const satisfies readonly Range[];
export const SHORTEST = RANGES[0];

type Told = { seconds: number; title: string; words: string };

const TOLD: Record<Range, Told> = {
  '15m': { seconds: 15 * 60, title: '15 min', words: 'the last 15 minutes' },
  '1h': { seconds: 3_600, title: '1 h', words: 'the last hour' },
  '24h': { seconds: 24 * 3_600, title: '24 h', words: 'the last 24 hours' },
  '7d': { seconds: 7 * 24 * 3_600, title: '7 d', words: 'the last 7 days' },
};

export function told(range: Range): Told {
  return TOLD[range];
}

/** What an address says of it. */
export function searchOf(range: Range): { range?: Range } {
  return range === SHORTEST ? {} : { range };
}

export function next(range: Range): Range {
  return RANGES[(RANGES.indexOf(range) + 1) % RANGES.length] ?? SHORTEST;
}
