import { expect, it } from 'vitest';
import { stillUnseen } from '../../../shared/alerts/unseen.ts';
import { ok, passed, remembered, stateOf, unknown } from '../../fixtures/results.ts';

const states = (auth: number, registry: number) => [
  stateOf([
    remembered(unknown('a'), ok, { service: 'auth', ...(auth > 0 && { unknowns: auth }) }),
    remembered(passed('b'), ok, { service: 'auth' }),
    remembered(unknown('c'), ok, { ...(registry > 0 && { unknowns: registry }) }),
  ]),
  stateOf([remembered(unknown('d'), ok, { service: 'auth', unknowns: 3 })], { category: 'routing' }),
];

it('names once, by category and service, what could not be told three times in a row', () => {
  expect(stillUnseen([], states(3, 2))).toEqual(['infrastructure: auth', 'routing: auth']);
});

it('goes on naming it until the checker can tell', () => {
  expect(stillUnseen(['infrastructure: registry'], states(0, 1))).toEqual(['infrastructure: registry', 'routing: auth']);
  expect(stillUnseen(['infrastructure: registry'], states(0, 0))).toEqual(['routing: auth']);
});
