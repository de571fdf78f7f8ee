import type { MetricSample } from './api';

/** Columns as the chart wants them: seconds, and null where nothing was measured. */
export type Series = { seconds: number[]; values: (number | null)[] };

const SHORTEST_GAP_SECONDS = 15;

/** Keeps the samples in order, each instant once, and none older than the window. */
export function append(
  samples: readonly MetricSample[],
  sample: MetricSample,
  minutes: number,
): MetricSample[] {
  const at = Date.parse(sample.measuredAt);
  const oldest = at - minutes * 60_000;
  const kept = samples.filter((each) => {
    const time = Date.parse(each.measuredAt);
    return time !== at && time >= oldest;
  });
  const last = kept.at(-1);
  kept.push(sample);
  if (last && Date.parse(last.measuredAt) > at) {
    kept.sort((a, b) => Date.parse(a.measuredAt) - Date.parse(b.measuredAt));
  }
  return kept;
}

export function seriesOf(
  samples: readonly MetricSample[],
  pick: (sample: MetricSample) => number | null,
): Series {
  const gap = Math.max(SHORTEST_GAP_SECONDS, 3 * usualStep(samples));
  const seconds: number[] = [];
  const values: (number | null)[] = [];
  for (const sample of samples) {
    const at = Date.parse(sample.measuredAt) / 1000;
    const last = seconds.at(-1);
    if (last !== undefined && at - last > gap) {
      seconds.push((last + at) / 2);
      values.push(null);
    }
    seconds.push(at);
    values.push(pick(sample));
  }
  return { seconds, values };
}

/** The median distance in seconds, so that one outage does not count as the usual step. */
function usualStep(samples: readonly MetricSample[]): number {
  const steps = samples
    .slice(1)
    .map((sample, index) => Date.parse(sample.measuredAt) - Date.parse(samples[index]?.measuredAt ?? ''))
    .toSorted((a, b) => a - b);
  return (steps[Math.floor(steps.length / 2)] ?? 0) / 1000;
}

export function largest(values: readonly (number | null)[]): number {
  return values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
}
