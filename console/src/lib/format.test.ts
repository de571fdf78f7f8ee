import { describe, expect, it } from 'vitest';
import { ago, bytes, compact, duration, millis, millisTick, plain, rate, records, until } from './format';

describe('format', () => {
  it('keeps three figures at most and names the magnitude', () => {
    expect(
      [0, 3.24, 98, 512.4, 999, 1_000, 1_234, 99_949, 999_499, 999_500, 5_100_000, 2.5e9].map(compact),
    ).toEqual(['0', '3.2', '98', '512', '999', '1k', '1.2k', '99.9k', '999k', '1M', '5.1M', '2.5G']);
  });

  it('sets a slash unit close and other units apart', () => {
    expect(plain(rate(1_200))).toBe('1.2k/s');
    expect(plain(records(1))).toBe('1 record');
    expect(plain(millis(84.2))).toBe('84 ms');
  });

  it('says a latency in the unit that fits it', () => {
    expect([0.42, 9.96, 84, 999.6, 1_400, 59_960, 348_000].map((value) => plain(millis(value)))).toEqual([
      '0.4 ms',
      '10 ms',
      '84 ms',
      '1.0 s',
      '1.4 s',
      '59 s',
      '5 min 48 s',
    ]);
    expect([0, 400, 2_000, 320_000].map(millisTick)).toEqual(['0 ms', '400 ms', '2 s', '5.3 min']);
  });

  it('counts bytes in powers of 1024', () => {
    expect([0, 1_023, 1_024, 222_298_112, 1_900_000_000].map(bytes)).toEqual([
      '0 B',
      '1023 B',
      '1.00 KiB',
      '212 MiB',
      '1.77 GiB',
    ]);
  });

  it('says a duration in its two largest parts', () => {
    expect([0, 59_000, 61_000, 600_000, 3_600_000, 7_500_000, 90_000_000].map(duration)).toEqual([
      '0 s',
      '59 s',
      '1 min 1 s',
      '10 min',
      '1 h',
      '2 h 5 min',
      '1 d 1 h',
    ]);
  });

  it('does not call a clock that runs ahead the past', () => {
    const now = Date.parse('2026-01-01T00:00:00Z');
    expect(ago('2026-01-01T00:00:05Z', now)).toBe('just now');
    expect(until('2025-12-31T23:00:00Z', now)).toBe('expired 1 h ago');
    expect(until('2026-01-01T21:00:00Z', now)).toBe('in 21 h');
  });
});
