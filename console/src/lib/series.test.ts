import { describe, expect, it } from 'vitest';
import type { MetricSample } from './api';
import { append, seriesOf } from './series';

const START = Date.parse('2026-01-01T12:00:00Z');

function sample(seconds: number, recordsPerSecond = 1): MetricSample {
  return {
    measuredAt: new Date(START + seconds * 1000).toISOString(),
    recordsTotal: 0,
    recordsPerSecond,
    lagRecords: 0,
    latencyMillis: null,
  };
}

const every2Seconds = Array.from({ length: 10 }, (_, index) => sample(index * 2));

describe('series', () => {
  it('draws no line where nothing was measured', () => {
    const { seconds, values } = seriesOf([...every2Seconds, sample(60)], (each) => each.recordsPerSecond);
    expect(values.filter((value) => value === null)).toHaveLength(1);
    expect(values.indexOf(null)).toBe(10);
    expect(seconds).toEqual(seconds.toSorted((a, b) => a - b));
  });

  it('takes a slow rhythm for a rhythm and not for gaps', () => {
    const eachMinute = Array.from({ length: 10 }, (_, index) => sample(index * 60));
    expect(seriesOf(eachMinute, (each) => each.recordsPerSecond).values).not.toContain(null);
  });

  it('keeps a measurement once, however often it is told', () => {
    const known = append(every2Seconds, sample(18, 7), 15);
    expect(known).toHaveLength(10);
    expect(known.at(-1)?.recordsPerSecond).toBe(7);
  });

  it('puts a late measurement in its place', () => {
    const known = append(every2Seconds, sample(5), 15);
    expect(known.map((each) => Date.parse(each.measuredAt) - START)).toEqual([
      0, 2000, 4000, 5000, 6000, 8000, 10_000, 12_000, 14_000, 16_000, 18_000,
    ]);
  });

  it('forgets what is older than the window', () => {
    expect(append(every2Seconds, sample(15 * 60 + 7), 15)).toHaveLength(7);
  });
});
