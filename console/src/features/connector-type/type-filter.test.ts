import { expect, it } from 'vitest';
import { specCatalogue } from '../../../dev/spec-catalogue.mjs';
import { fittingTypes } from './type-filter';

const TYPES = specCatalogue();
const found = (filter: Parameters<typeof fittingTypes>[1]) =>
  fittingTypes(TYPES, filter).map(({ type }) => type);

it('finds types by name, role and any word of what they are, and sorts them by title', () => {
  expect(found({ q: 'postgres' })).toContain('postgres');
  expect(found({ q: 'binary log' })).toEqual(expect.arrayContaining(['mariadb', 'mysql']));
  expect(found({ q: 'zzz' })).toEqual([]);
  expect(found({ role: 'SOURCE' })).not.toContain('iceberg');
  expect(found({ role: 'DESTINATION' })).toContain('iceberg');
  const titles = fittingTypes(TYPES, {}).map(({ title }) => title);
  expect(titles).toEqual(titles.toSorted((a, b) => a.localeCompare(b)));
});
