import { expect, it } from 'vitest';
import { troubles } from '../../../shared/health/trouble.ts';
import { failed, hard, ok, passed, remembered, soft, stateOf } from '../../fixtures/results.ts';

it('is of each service how badly its certain failures fail at worst, and what flaps', () => {
  const gone = remembered(failed('gone'), { state: 'hard', since: 0, class: 'no connection' });
  const flaps = remembered(passed('flaps'), { state: 'flapping', since: 0, lastFailed: 0 });
  expect([...troubles([
    stateOf([remembered(failed('a'), hard), gone, flaps, remembered(failed('b'), soft)]),
    stateOf([remembered(passed('c'), ok, { service: 'auth' }), remembered(failed('d'), hard, { service: 'mlflow', role: 'warning' })], { category: 'endpoints' }),
  ])]).toEqual([['registry', { class: 'no connection', flapping: ['flaps'] }]]);
});
