import { expect, it } from 'vitest';
import { entriesOfStates } from '../../../shared/report/from-states.ts';
import { failed, hardSince, ok, passed, remembered, stateOf } from '../../fixtures/results.ts';

it('tells every check of every category, in the order of the categories, with the first run that showed a failure', () => {
  const routing = stateOf([remembered(passed('routing/x'), ok)], { category: 'routing' });
  const infrastructure = stateOf([remembered(failed('infrastructure/a'), hardSince(5), { name: 'A', service: 'auth' })]);
  expect(entriesOfStates([routing, infrastructure])).toEqual([
    {
      check: { id: 'infrastructure/a', name: 'A', category: 'infrastructure', service: 'auth', severity: 'critical' },
      result: failed('infrastructure/a'),
      since: 5,
    },
    {
      check: { id: 'routing/x', name: 'routing/x', category: 'routing', service: 'registry', severity: 'critical' },
      result: passed('routing/x'),
    },
  ]);
});
