import { expect, it } from 'vitest';
import { addressOf } from './connector-address';

const leadsTo = (config: Record<string, string>) =>
  addressOf({ name: 'n', type: 'iceberg', config, secrets: {} });

it('is a host with what is known beside it, or whatever looks like an address, or the type', () => {
  expect(leadsTo({ hostname: 'db', port: '5432', database: 'shop' })).toBe('db:5432/shop');
  expect(leadsTo({ hostname: 'db' })).toBe('db');
  expect(leadsTo({ catalog: 'rest', uri: 'http://lake:8181/', warehouse: 's3://bucket' })).toBe(
    'http://lake:8181/',
  );
  expect(leadsTo({ bucket: 'rows' })).toBe('iceberg');
});
