import { useState } from 'react';
import { useNow } from './use-now';

export type Freshness = { ageMillis: number; stale: boolean };

type Arrival = { measuredAt: string; arrivedAt: number; ageThen: number };

const STALE_MILLIS = 10_000;

/**
 * How old a measurement is. Only for the first one do the clocks of runner and browser have to
 * agree; each later one counts from its arrival, so that a skewed clock cannot dim live figures.
 */
export function useFreshness(measuredAt: string | null): Freshness {
  const now = useNow();
  const [arrival, setArrival] = useState<Arrival | null>(null);
  if (measuredAt !== null && arrival?.measuredAt !== measuredAt) {
    const ageThen = arrival === null ? Math.max(0, now - Date.parse(measuredAt)) : 0;
    setArrival({ measuredAt, arrivedAt: now, ageThen });
  }
  if (measuredAt === null || arrival === null) {
    return { ageMillis: 0, stale: false };
  }
  const ageMillis = Math.max(0, now - arrival.arrivedAt) + arrival.ageThen;
  return { ageMillis, stale: ageMillis > STALE_MILLIS };
}
