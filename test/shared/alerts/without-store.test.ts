import { expect, it } from 'vitest';
import { noteWithoutStore } from '../../../shared/alerts/without-store.ts';
import { failed, ok, passed, remembered, soft, stateOf } from '../../fixtures/results.ts';

const twice = { attempts: 2 };
const well = remembered(passed('auth'), ok, { service: 'auth' });
const note = (...[checks, changes]: Parameters<typeof stateOf>) => noteWithoutStore('lab', stateOf(checks, changes));

it('says that a service is down whose checks all failed their whole burst, under a number of its own, with a remark', () => {
  expect(note([well, remembered(failed('a', twice), soft), remembered(failed('b', twice), soft)])).toMatchObject({
    id: 'lab#unrecorded',
    changes: [{ service: 'registry', from: 'unknown', to: 'down', since: 0 }],
    score: { passed: 1, applicable: 3 },
    failing: [{ check: 'a' }, { check: 'b' }],
    remark: expect.stringContaining('state store is unreachable'),
  });
});

it('says so when the readiness check alone failed', () => {
  const ready = remembered(failed('a', twice), soft, { role: 'readiness' });
  expect(note([well, ready, remembered(passed('b'), ok)])?.changes).toEqual([{ service: 'registry', from: 'unknown', to: 'down', since: 0 }]);
});

it('says nothing of a failure that was seen once only', () => {
  expect(note([well, remembered(failed('a'), soft)])).toBeUndefined();
});

it('says nothing of a service that is no more than degraded', () => {
  expect(note([well, remembered(failed('a', twice), soft), remembered(passed('b'), ok)])).toBeUndefined();
});

it('says nothing when nobody was reached: that may be the checker’s own network', () => {
  expect(note([remembered(failed('a', twice), soft)])).toBeUndefined();
});

it.each([{ status: 503 }, { reason: 'tasks' }, { reason: 'certificate' }] as const)('takes a failure that is an answer, %o, for a proof that the way out is open', (answer) => {
  const down = { ...failed('a', twice), ...answer } as ReturnType<typeof failed>;
  expect(note([remembered(down, soft)])?.changes).toMatchObject([{ service: 'registry', to: 'down' }]);
});

it('says nothing of another category than infrastructure', () => {
  expect(note([well, remembered(failed('a', twice), soft)], { category: 'endpoints' })).toBeUndefined();
});
