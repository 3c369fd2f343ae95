import { expect, it } from 'vitest';
import { databaseMetrics } from '../../../../../local/lab/control-plane/metrics/database.ts';
import { usualPostgres } from '../../../../../local/lab/postgres/settings.ts';

const now = Date.UTC(2025, 7, 6, 9, 0, 20);
const measured = (status: 'available' | 'stopped') => databaseMetrics({ database: { ...usualPostgres, used: 7 }, instance: { status, events: [] } }, now);

it('is how many sessions the database has, each whole minute of the hour', () => {
  const minutes = measured('available');
  expect(minutes.map(({ value }) => value)).toEqual(Array.from({ length: 60 }, () => 7));
  expect([minutes[0]?.at, minutes.at(-1)?.at]).toEqual([Date.UTC(2025, 7, 6, 8), Date.UTC(2025, 7, 6, 8, 59)]);
});

it('is nothing of an instance that is stopped', () => {
  expect(measured('stopped')).toEqual([]);
});
