import { expect, it } from 'vitest';
import { tokensOf } from './sql-tokens';

const SQL = "SELECT id, 'it''s from' AS note -- where\nFROM orders WHERE amount >= 10.5";

it('loses no character', () => {
  expect(
    tokensOf(SQL)
      .map(({ text }) => text)
      .join(''),
  ).toBe(SQL);
});

it('does not look for keywords in literals and comments', () => {
  const keywords = tokensOf(SQL).filter(({ kind }) => kind === 'keyword');
  expect(keywords.map(({ text }) => text)).toEqual(['SELECT', 'AS', 'FROM', 'WHERE']);
});
