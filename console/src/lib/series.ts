import type { PipelineMetrics, Sample, Samples } from './api';
import { told } from './ranges';

/** Columns as the chart wants them: seconds, and null where nothing was measured. */
export type Series = { seconds: number[]; values: (number | null)[]; peaks: (number | null)[] };

/** Samples as they came, and as they grow while the page is open. */
export type History = Samples & {
  /** The newest measurement that is in it, and how many errors there were by then. */
  newest?: { measuredAt: string; errorsTotal: number };
};

/** Samples may be missing for so many steps before it is a gap: a fine one is easily missed. */
const FINE_GAP = 2.5;
const GAP = 1.5;
const FINE_SECONDS = 10;

/** Puts a measurement into the step it belongs to; what is older than the range goes. */
export function append(history: History, metrics: PipelineMetrics): History {
  const { newest, stepSeconds } = history;
  if (newest && Date.parse(newest.measuredAt) >= Date.parse(metrics.measuredAt)) {
    return history;
  }
  const at = Date.parse(metrics.measuredAt) / 1000;
  const start = Math.floor(at / stepSeconds) * stepSeconds;
  const oldest = (at - told(history.range).seconds - stepSeconds) * 1000;
  const kept = history.samples.filter(({ startsAt }) => Date.parse(startsAt) >= oldest);
  const last = kept.at(-1);
  const one = sampleOf(metrics, start, newest ? metrics.errorsTotal - newest.errorsTotal : 0);
  if (last && Date.parse(last.startsAt) / 1000 >= start) {
    kept[kept.length - 1] = merged(last, one);
  } else {
    kept.push(one);
  }
  const { measuredAt, errorsTotal } = metrics;
  return { ...history, samples: kept, newest: { measuredAt, errorsTotal } };
}

function sampleOf(metrics: PipelineMetrics, startSeconds: number, errors: number): Sample {
  const { recordsPerSecond, lagRecords, latencyMillis = null, errorsTotal } = metrics;
  return {
    startsAt: new Date(startSeconds * 1000).toISOString(),
    measurements: 1,
    recordsPerSecond,
    peakRecordsPerSecond: recordsPerSecond,
    lagRecords,
    peakLagRecords: lagRecords,
    latencyMillis,
    peakLatencyMillis: latencyMillis,
    // Tasks that were restarted count anew.
    errors: errors >= 0 ? errors : errorsTotal,
  };
}

/** The median of a step that grows is not known here, so its average stands for it. */
function merged(known: Sample, more: Sample): Sample {
  const measurements = known.measurements + more.measurements;
  const average = (before: number, now: number) =>
    (before * known.measurements + now * more.measurements) / measurements;
  const either = (before: number | null, now: number | null, both: (a: number, b: number) => number) =>
    before === null || now === null ? (before ?? now) : both(before, now);
  return {
    startsAt: known.startsAt,
    measurements,
    recordsPerSecond: average(known.recordsPerSecond, more.recordsPerSecond),
    peakRecordsPerSecond: Math.max(known.peakRecordsPerSecond, more.peakRecordsPerSecond),
    lagRecords: average(known.lagRecords, more.lagRecords),
    peakLagRecords: Math.max(known.peakLagRecords, more.peakLagRecords),
    latencyMillis: either(known.latencyMillis ?? null, more.latencyMillis ?? null, average),
    peakLatencyMillis: either(known.peakLatencyMillis ?? null, more.peakLatencyMillis ?? null, Math.max),
    errors: known.errors + more.errors,
  };
}

export function seriesOf(
  history: History | null,
  pick: (sample: Sample) => number | null,
  pickPeak: (sample: Sample) => number | null = pick,
): Series {
  const series: Series = { seconds: [], values: [], peaks: [] };
  if (!history) {
    return series;
  }
  const { samples, stepSeconds } = history;
  const gap = stepSeconds * (stepSeconds <= FINE_SECONDS ? FINE_GAP : GAP);
  const add = (at: number, value: number | null, peak: number | null) => {
    series.seconds.push(at);
    series.values.push(value);
    series.peaks.push(peak);
  };
  for (const sample of samples) {
    const middle = Date.parse(sample.startsAt) / 1000 + stepSeconds / 2;
    const last = series.seconds.at(-1);
    if (last !== undefined && middle - last > gap) {
      add((last + middle) / 2, null, null);
    }
    add(middle, pick(sample), pickPeak(sample));
  }
  return series;
}

export function largest(values: readonly (number | null)[]): number {
  return values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
}
