import { expect, test } from 'vitest';
import { causes } from '../../../../local/lab/causes/index.ts';
import { checkCauses, withCauses } from '../../../../local/lab/causes/together.ts';
import { healthy, withCache } from '../../../../local/lab/healthy.ts';
import { incidents } from '../../../../local/lab/incidents.ts';
import type { Rule } from '../../../../local/lab/balancer/rule.ts';

const well = withCache(healthy('made-up', 'made-up', 0), 'made-up');
const rulesOf = (ids: readonly string[]): readonly Rule[] => withCauses(well, ids).rules.toSorted((a, b) => a.priority - b.priority);

test.each(Object.keys(causes))('%s changes something by itself', (id) => {
  expect(() => checkCauses([id])).not.toThrow();
});

test.each(incidents.flatMap(({ id, causes: during, before = [] }) => [[id, during], [`what was before ${id}`, before]] as const))('%s is all there', (_, ids) => {
  expect(() => checkCauses(ids)).not.toThrow();
});

test.each([
  ['maintenance-page-left', 'auth-host-rule-missing'], ['maintenance-page-left', 'hosts-swapped'], ['maintenance-page-left', 'registry-rules-all-missing'],
  ['rule-shadowed', 'registry-rules-missing'], ['rule-shadowed', 'mlflow-rules-missing'], ['rule-shadowed', 'maintenance-page-left'],
  ['queue-backlog', 'queue-stuck'],
])('%s and %s are the same together in either order', (one, other) => {
  checkCauses([one, other]);
  const [before, after] = [withCauses(well, [one, other]), withCauses(well, [other, one])];
  expect([rulesOf([one, other]), before.queue]).toEqual([rulesOf([other, one]), after.queue]);
  expect(rulesOf([one, other]).map(({ priority }) => priority)).toHaveLength(new Set(before.rules.map(({ priority }) => priority)).size);
});

const isAccepted = (ids: readonly string[]): boolean => {
  try {
    checkCauses(ids);
    return true;
  } catch {
    return false;
  }
};
const ids = Object.keys(causes);
const pairs = ids.flatMap((one, at) => ids.slice(at + 1).map((other) => [one, other] as const));

test('any two causes are accepted in either order or in none', () => {
  expect(pairs.filter(([one, other]) => isAccepted([one, other]) !== isAccepted([other, one]))).toEqual([]);
});

test('one of which nothing is left is named, whichever comes first', () => {
  const [missing, elsewhere] = ['registry-name-missing', 'registry-name-elsewhere'] as const;
  expect(() => checkCauses([missing, elsewhere])).toThrow(`The cause "${missing}" changes nothing beside ${elsewhere}`);
  expect(() => checkCauses([elsewhere, missing])).toThrow(`The cause "${elsewhere}" changes nothing beside ${missing}`);
});
