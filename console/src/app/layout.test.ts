import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const SOURCES = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path, text: readFileSync(join('src', path), 'utf8') }));

function importsOf(text: string): string[] {
  return [...text.matchAll(/from '(@\/[^']+)'/g)].map(([, path]) => path ?? '');
}

function violations(where: RegExp, forbidden: (path: string, imported: string) => boolean): string[] {
  return SOURCES.filter(({ path }) => where.test(path)).flatMap(({ path, text }) =>
    importsOf(text)
      .filter((imported) => forbidden(path, imported))
      .map((imported) => `${path} imports ${imported}`),
  );
}

it('keeps features apart', () => {
  const featureOf = (path: string) => /features\/([^/]+)/.exec(path)?.[1];
  expect(
    violations(
      /^features\//,
      (path, imported) =>
        imported.startsWith('@/app/') ||
        (imported.startsWith('@/features/') && featureOf(imported) !== featureOf(path)),
    ),
  ).toEqual([]);
});

it('keeps components and lib below the features', () => {
  expect(violations(/^components\//, (_, imported) => /^@\/(app|features)\//.test(imported))).toEqual([]);
  expect(violations(/^lib\//, (_, imported) => /^@\/(app|features|components)\//.test(imported))).toEqual([]);
});

it('names files in kebab-case and keeps them short', () => {
  expect(SOURCES.filter(({ path }) => !/^[a-z0-9./-]+$/.test(path)).map(({ path }) => path)).toEqual([]);
  expect(SOURCES.filter(({ text }) => text.split('\n').length > 300).map(({ path }) => path)).toEqual([]);
});
