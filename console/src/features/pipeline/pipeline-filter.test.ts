import { describe, expect, it } from 'vitest';
import { installAt } from '../../../dev/fake-installs.mjs';
import { filtered, pipelineFilterOf, statesOf } from './pipeline-filter';

const rows = installAt('many', Date.now()).pipelines.map((pipeline, index) => ({
  pipeline,
  tags: index % 2 === 0 ? ['even'] : [],
}));

describe('the filter of pipelines', () => {
  it('finds by every word, anywhere', () => {
    const found = filtered(rows, { q: ' OSAKA  warehouse ' });
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ pipeline }) => /osaka.*warehouse/.test(pipeline.name))).toBe(true);
  });

  it('finds by state and tag together', () => {
    const found = filtered(rows, { status: 'BROKEN', tag: 'even' });
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ pipeline, tags }) => pipeline.status.state === 'BROKEN' && tags.length === 1)).toBe(
      true,
    );
  });

  it('puts the worst and the most first', () => {
    expect(filtered(rows, { sort: 'status' })[0]?.pipeline.status.state).toBe('BROKEN');
    const lags = filtered(rows, { sort: 'lag' }).map(({ pipeline }) => pipeline.metrics?.lagRecords ?? -1);
    expect(lags).toEqual(lags.toSorted((a, b) => b - a));
  });

  it('counts what there is', () => {
    expect(statesOf(rows).reduce((sum, { count }) => sum + count, 0)).toBe(200);
  });

  it('takes from an address only what makes sense', () => {
    expect(pipelineFilterOf({ q: 12, status: 'SLEEPY', tag: '', sort: 'rate' })).toEqual({
      q: '12',
      sort: 'rate',
    });
  });
});
