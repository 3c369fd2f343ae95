import { expect, it } from 'vitest';
import { sessionCounts } from '../../../../../local/lab/control-plane/metrics/sessions.ts';

const hour = 3_600_000;

it('knows how many sessions there were at a moment, none before the first one', () => {
  const { seen, at } = sessionCounts();
  seen(1, 1_000);
  seen(2, 2_000);
  seen(0, 2_000);
  seen(3, 4_000);
  expect([999, 1_000, 1_999, 2_000, 3_999, 4_000, hour].map(at)).toEqual([0, 1, 1, 0, 0, 3, 3]);
});

it('keeps what nobody changed for hours, and forgets what was before that', () => {
  const { seen, at } = sessionCounts();
  seen(1, 0);
  seen(2, hour);
  seen(3, 5 * hour);
  expect([at(0), at(4 * hour), at(5 * hour)]).toEqual([0, 2, 3]);
});

it('goes by what it was told last, also by a clock that was put back', () => {
  const { seen, at } = sessionCounts();
  seen(1, 3_000);
  seen(2, 1_000);
  expect([at(2_000), at(4_000)]).toEqual([2, 2]);
});
