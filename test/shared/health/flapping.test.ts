import { expect, it } from 'vitest';
import type { CheckState } from '../../../shared/health/check-state.ts';
import { withFlapping } from '../../../shared/health/flapping.ts';
import { hard } from '../../fixtures/results.ts';

const minute = 60_000;
const ok: CheckState = { state: 'ok' };
const soft: CheckState = { state: 'soft', since: 0 };

/** What comes of states that a check takes on, each at its minute. */
const through = (...steps: readonly (readonly [at: number, CheckState])[]) =>
  steps.reduce<ReturnType<typeof withFlapping>>((before, [at, next]) => withFlapping(before.state, next, before.turns, at * minute), { state: ok, turns: [] });

it('a check that became hard or ceased to be four times within an hour flaps', () => {
  expect(through([1, hard], [10, ok], [20, hard])).toEqual({ state: hard, turns: [minute, 10 * minute, 20 * minute] });
  expect(through([1, hard], [10, ok], [20, hard], [60, ok])).toEqual({ state: { state: 'flapping', since: 60 * minute, lastFailed: 60 * minute }, turns: [] });
});

it('what is an hour old counts no more', () => {
  expect(through([1, hard], [10, ok], [20, hard], [61, ok])).toEqual({ state: ok, turns: [10 * minute, 20 * minute, 61 * minute] });
});

it('being soft in between is no change', () => {
  expect(through([1, soft], [2, ok], [3, soft], [4, hard], [5, hard], [6, ok])).toEqual({ state: ok, turns: [4 * minute, 6 * minute] });
});

it('what has been found to flap begins anew when it is calm; when it fails for sure, it flaps on once that ends within the hour', () => {
  const flapping: CheckState = { state: 'flapping', since: 0, lastFailed: 0 };
  expect(withFlapping(flapping, ok, [], minute)).toEqual({ state: ok, turns: [] });
  const paused = withFlapping(flapping, hard, [], minute);
  expect(paused.state).toEqual(hard);
  expect(withFlapping(paused.state, ok, paused.turns, 60 * minute).state).toMatchObject({ state: 'flapping' });
  expect(withFlapping(paused.state, ok, paused.turns, 61 * minute).state).toEqual(ok);
});
