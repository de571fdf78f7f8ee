import { describe, expect, it } from 'vitest';
import { connectorsOf, installAt } from '../../../dev/fake-installs.mjs';
import type { Pipeline } from '@/lib/api';
import { stagesOf } from './stages';

const [orders, catalogue] = installAt('several', Date.now()).pipelines as [Pipeline, Pipeline];

describe('stages of a pipeline', () => {
  it('lead through the transform and its own topic', () => {
    expect(
      stagesOf(orders, connectorsOf('fine')).map(({ kind, name, detail }) => `${kind} ${name} ${detail}`),
    ).toEqual([
      'source orders-source 127.0.0.1:9733/shop',
      'topic orders.public.orders Kafka',
      'transform Flink SQL upsert',
      'topic orders.public.orders.transformed Kafka',
      'destination orders-destination 127.0.0.1:9733/warehouse',
    ]);
  });

  it('pass by Flink when no table is transformed', () => {
    const plain = { ...orders, tables: [{ source: 'public.orders', destination: 'public.orders' }] };
    expect(stagesOf(plain, []).map(({ kind }) => kind)).toEqual(['source', 'topic', 'destination']);
  });

  it('count the topics of several tables', () => {
    expect(stagesOf(catalogue, []).map(({ name, detail }) => `${name} | ${detail}`)).toEqual([
      'shop-production-replica | ',
      '3 topics | catalogue-and-everything-else-of-the-shop.…',
      'Flink SQL | 1 of 3 tables',
      'catalogue-and-everything-else-of-the-shop.public.prices.transformed | Kafka',
      'warehouse | ',
    ]);
  });
});
