import { expect, it } from 'vitest';
import { statementIn } from './statement';

it('takes the statement out of a next step', () => {
  expect(statementIn('Run this as a superuser: ALTER ROLE reader REPLICATION;')).toBe(
    'ALTER ROLE reader REPLICATION;',
  );
  expect(statementIn("Run ALTER SYSTEM SET wal_level = 'logical' on it and restart it. It goes on.")).toBe(
    "ALTER SYSTEM SET wal_level = 'logical'",
  );
  expect(statementIn('GRANT SELECT ON public.orders TO reader.')).toBe(
    'GRANT SELECT ON public.orders TO reader',
  );
  expect(statementIn('Correct the host.')).toBeNull();
});
