import { expect, it } from 'vitest';
import type { Process } from '../../../../local/lab/world/process.ts';
import { queueOf } from '../../../../local/lab/world/queue.ts';

const since = 1_754_376_000_000;
const hour = 3_600_000;
const queue = { there: true, depth: 3, inFlight: 1 };
const gone: Process = { state: 'absent' };

it('is as it is set up while the registry takes messages out of it', () => {
  expect(queueOf({ queue, since }, { api: { state: 'serves' } }, since)).toBe(queue);
});

it('piles up from an hour before on where the registry does not run', () => {
  expect(queueOf({ queue, since }, { api: gone }, since)).toEqual({ there: true, depth: 44, inFlight: 0, oldestSince: since - hour });
  expect(queueOf({ queue, since }, { api: gone }, since + 900_000).depth).toBe(54);
});

it('keeps what is older than that', () => {
  const oldestSince = since - 2 * hour;
  expect(queueOf({ queue: { ...queue, oldestSince }, since }, { api: gone }, since).oldestSince).toBe(oldestSince);
});
