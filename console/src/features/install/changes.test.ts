import { describe, expect, it } from 'vitest';
import { installAt } from '../../../dev/fake-installs.mjs';
import { changesBetween } from './changes';

const now = Date.parse('2026-01-01T12:00:00Z');

describe('changes between two pictures of an install', () => {
  it('are none while only figures move', () => {
    expect(changesBetween(installAt('fine', now), installAt('fine', now + 5_000))).toEqual([]);
  });

  it('name what broke and why', () => {
    const told = changesBetween(installAt('fine', now), installAt('component-broken', now));
    expect(told).toContain('Install component-broken is now broken: Component connect does not stay up.');
    expect(told.some((each) => each.startsWith('Component connect is now broken: '))).toBe(true);
    expect(told.some((each) => each.startsWith('Component kafka'))).toBe(false);
  });

  it('name the runner', () => {
    const told = changesBetween(installAt('fine', now), installAt('runner-gone', now));
    expect(told).toContain('Runner disconnected.');
  });
});
