import { describe, expect, it } from 'vitest';
import { changesOf, linesOf } from './diff';

const orders = { source: 'public.orders', destination: 'public.orders', transform: null };

describe('the difference between two documents', () => {
  it('is none between equal ones, whatever the order of their keys', () => {
    expect(changesOf({ a: 1, b: [orders] }, { b: [{ ...orders }], a: 1 })).toEqual([]);
  });

  it('names each field by its path, and tables by their name', () => {
    const customers = { source: 'public.customers', destination: 'dwh.customers' };
    expect(
      changesOf(
        { deletes: 'HARD', tags: ['eu'], tables: [orders] },
        { deletes: 'SOFT', tags: ['eu', 'gold'], tables: [customers, { ...orders, transform: 'SELECT 1' }] },
      ),
    ).toEqual([
      { path: 'deletes', before: 'HARD', after: 'SOFT' },
      { path: 'tags', before: 'eu', after: 'eu, gold' },
      { path: 'tables[public.customers].source', before: null, after: 'public.customers' },
      { path: 'tables[public.customers].destination', before: null, after: 'dwh.customers' },
      { path: 'tables[public.orders].transform', before: null, after: 'SELECT 1' },
    ]);
  });

  it('tells that a secret is another one, and no more of it', () => {
    const sealed = (ciphertext: string) => ({ secrets: { password: { keyId: 'k', ciphertext } } });
    expect(changesOf(sealed('aaaaaaaa1111111'), sealed('bbbbbbbb2222222'))).toEqual([
      { path: 'secrets.password', before: 'sealed ··111111', after: 'sealed ··222222' },
    ]);
  });

  it('is shown line by line', () => {
    expect(linesOf('SELECT id\nFROM orders', 'SELECT id,\n  amount\nFROM orders')).toEqual([
      { kind: 'removed', text: 'SELECT id' },
      { kind: 'added', text: 'SELECT id,' },
      { kind: 'added', text: '  amount' },
      { kind: 'same', text: 'FROM orders' },
    ]);
    expect(linesOf(null, 'x')).toEqual([{ kind: 'added', text: 'x' }]);
  });
});
