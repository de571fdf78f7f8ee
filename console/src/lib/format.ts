/** A number for the eye, its unit apart so that it can be set smaller. */
export type Figure = { value: string; unit: string };

const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const ABSOLUTE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });
const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });

const DAY_AND_CLOCK = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

export const MISSING: Figure = { value: '–', unit: '' };

export function compact(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude >= 999_500_000) {
    return `${short(value / 1e9)}G`;
  }
  if (magnitude >= 999_500) {
    return `${short(value / 1e6)}M`;
  }
  if (magnitude >= 999.5) {
    return `${short(value / 1e3)}k`;
  }
  return short(value);
}

function short(value: number): string {
  const rounded = Math.round(value * 10) / 10;
  return Math.abs(rounded) >= 100 || Number.isInteger(rounded) ? WHOLE.format(value) : rounded.toFixed(1);
}

export function whole(value: number): string {
  return WHOLE.format(value);
}

export function rate(perSecond: number): Figure {
  return { value: compact(perSecond), unit: '/s' };
}

export function records(count: number): Figure {
  return { value: compact(Math.round(count)), unit: count === 1 ? 'record' : 'records' };
}

export function millis(value: number): Figure {
  if (value < 9.95) {
    return { value: value.toFixed(1), unit: 'ms' };
  }
  if (value < 999.5) {
    return { value: value.toFixed(0), unit: 'ms' };
  }
  if (value < 59_950) {
    return { value: (value / 1000).toFixed(1), unit: 's' };
  }
  return { value: duration(value), unit: '' };
}

/** What a scale up to this many milliseconds is read in. */
export function millisUnit(most: number): number {
  return most >= 120_000 ? 60_000 : most >= 1_000 ? 1_000 : 1;
}

/** Short enough for the side of a chart. */
export function millisTick(value: number): string {
  if (value >= 120_000) {
    return `${compact(value / 60_000)} min`;
  }
  return value >= 1_000 ? `${compact(value / 1_000)} s` : `${compact(value)} ms`;
}

export function bytes(count: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = count;
  let unit = 0;
  while (value >= 1023.5 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(digits)} ${units[unit]}`;
}

/** The two largest parts: enough to act on, and no flicker of seconds beside days. */
export function duration(inMillis: number): string {
  const seconds = Math.max(0, Math.floor(inMillis / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days > 0) {
    return parts(days, 'd', hours % 24, 'h');
  }
  if (hours > 0) {
    return parts(hours, 'h', minutes % 60, 'min');
  }
  if (minutes > 0) {
    return minutes >= 10 ? `${minutes} min` : parts(minutes, 'min', seconds % 60, 's');
  }
  return `${seconds} s`;
}

function parts(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

export function ago(instant: string, now: number): string {
  const age = now - Date.parse(instant);
  return age < 1_500 ? 'just now' : `${duration(age)} ago`;
}

export function until(instant: string, now: number): string {
  const left = Date.parse(instant) - now;
  return left <= 0 ? `expired ${ago(instant, now)}` : `in ${duration(left)}`;
}

export function absolute(instant: string): string {
  return ABSOLUTE.format(new Date(instant));
}

export function clock(seconds: number): string {
  return CLOCK.format(new Date(seconds * 1000));
}

export function dayAndClock(seconds: number): string {
  return DAY_AND_CLOCK.format(new Date(seconds * 1000));
}

export function plain(figure: Figure): string {
  if (figure.unit === '') {
    return figure.value;
  }
  return figure.unit.startsWith('/') ? figure.value + figure.unit : `${figure.value} ${figure.unit}`;
}
