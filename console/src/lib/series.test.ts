import { describe, expect, it } from 'vitest';
import type { PipelineMetrics, Sample } from './api';
import { append, seriesOf, type History } from './series';

const START = Date.parse('2026-01-01T12:00:00Z');
const at = (seconds: number) => new Date(START + seconds * 1000).toISOString();

function sample(seconds: number, recordsPerSecond = 1): Sample {
  return {
    startsAt: at(seconds),
    measurements: 4,
    recordsPerSecond,
    peakRecordsPerSecond: recordsPerSecond,
    lagRecords: 0,
    peakLagRecords: 0,
    latencyMillis: null,
    peakLatencyMillis: null,
    errors: 0,
  };
}

function measured(seconds: number, recordsPerSecond = 1, errorsTotal = 0): PipelineMetrics {
  return { measuredAt: at(seconds), recordsTotal: 0, recordsPerSecond, lagRecords: 0, errorsTotal };
}

const history = (samples: Sample[], stepSeconds = 10): History => ({ range: '15m', stepSeconds, samples });
const tenSteps = history(Array.from({ length: 10 }, (_, index) => sample(index * 10)));
const rate = (each: Sample) => each.recordsPerSecond;

describe('series', () => {
  it('draws no line where nothing was measured', () => {
    const { seconds, values } = seriesOf(history([...tenSteps.samples, sample(200)]), rate);
    expect(values.filter((value) => value === null)).toHaveLength(1);
    expect(values.indexOf(null)).toBe(10);
    expect(seconds).toEqual(seconds.toSorted((a, b) => a - b));
  });

  it('takes one fine step that is missing for no gap, and one of a long range for a gap', () => {
    expect(seriesOf(history([sample(0), sample(20)]), rate).values).not.toContain(null);
    expect(seriesOf(history([sample(0), sample(1_800)], 900), rate).values).toContain(null);
  });

  it('adds a measurement to the step that it is in', () => {
    const known = append(append(tenSteps, measured(92, 6)), measured(101, 7));
    expect(known.samples).toHaveLength(11);
    expect(known.samples.at(-2)).toMatchObject({
      measurements: 5,
      recordsPerSecond: 2,
      peakRecordsPerSecond: 6,
    });
    expect(known.samples.at(-1)).toMatchObject({ startsAt: at(100), measurements: 1, recordsPerSecond: 7 });
  });

  it('takes a measurement once, however often it is told', () => {
    const once = append(tenSteps, measured(92, 6));
    expect(append(once, measured(92, 6))).toBe(once);
  });

  it('counts the errors since the last measurement, also when the tasks count anew', () => {
    const known = [measured(100, 1, 5), measured(102, 1, 7), measured(104, 1, 1)].reduce(append, tenSteps);
    expect(known.samples.at(-1)?.errors).toBe(3);
  });

  it('forgets what is older than the range', () => {
    expect(append(tenSteps, measured(15 * 60 + 55)).samples).toHaveLength(6);
  });
});
