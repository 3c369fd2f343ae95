import { expect, it } from 'vitest';
import { databaseMetrics } from '../../../../../local/lab/control-plane/metrics/database.ts';
import { healthy } from '../../../../../local/lab/healthy.ts';
import { createSwitches } from '../../../../../local/lab/switches.ts';

const minute = 60_000;
const now = Date.UTC(2025, 7, 6, 9, 0, 20);
const hourAgo = Date.UTC(2025, 7, 6, 8);
/** What is measured of a lab in which something has been wrong for so many minutes. */
const measured = (cause: string, minutes: number, sessionsAt: (at: number) => number = () => 0) => {
  const { breakBy, history } = createSwitches(healthy('hk_test_0000000000000000', 'made-up', now), () => {});
  breakBy([cause], now - minutes * minute);
  return databaseMetrics(history(), sessionsAt, now);
};

it('is how many sessions there are at the end of each whole minute: those of others, and those of the server itself', () => {
  const minutes = measured('latency', 30, (at) => (at - hourAgo) / minute);
  expect(minutes.map(({ at, value }) => [at, value])).toEqual(Array.from({ length: 60 }, (_, index) => [hourAgo + index * minute, 12 + index + 1]));
});

it('changes from the minute on in which its cause came', () => {
  expect(measured('database-crowded', 10).map(({ value }) => value)).toEqual([...Array<number>(50).fill(12), ...Array<number>(10).fill(85)]);
});

it.each(['rds-stopped', 'rds-failover', 'database-starting'])('is nothing as long as nobody is let in: %s', (cause) => {
  const minutes = measured(cause, 15);
  expect([minutes.length, minutes.at(-1)?.at]).toEqual([45, Date.UTC(2025, 7, 6, 8, 44)]);
});
