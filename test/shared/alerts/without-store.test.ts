import { describe, expect, it } from 'vitest';
import { firstEvaluation } from '../../../shared/alerts/evaluation.ts';
import { noteWithoutStore } from '../../../shared/alerts/without-store.ts';
import { anIncident, aPolicy } from '../../fixtures/alerts.ts';
import { failed, ok, passed, remembered, soft, stateOf } from '../../fixtures/results.ts';

const policy = aPolicy();
const twice = { attempts: 2 };
const well = remembered(passed('auth'), ok, { service: 'auth' });
const note = (...[checks, changes]: Parameters<typeof stateOf>) => noteWithoutStore(policy, stateOf(checks, changes));
const isDown = { kind: 'opened', changes: [{ service: 'registry', to: 'down', since: 0 }] };

describe('while nothing can be remembered', () => {
  it('a service is told to be down whose checks all failed their whole burst, with a remark', () => {
    expect(note([well, remembered(failed('a', twice), soft), remembered(failed('b', twice), soft)])).toMatchObject({
      ...isDown, id: 'lab#unrecorded', score: { passed: 1, applicable: 3 }, incident: { keys: [1], severity: 'critical', services: { registry: { state: 'down' } } },
      remark: expect.stringContaining('state store is unreachable'),
    });
  });

  it('so is one whose readiness check alone failed', () => {
    const ready = remembered(failed('a', twice), soft, { role: 'readiness' });
    expect(note([well, ready, remembered(passed('b'), ok)])).toMatchObject(isDown);
  });

  it.each([
    ['a failure that was seen once only', [well, remembered(failed('a'), soft)]],
    ['a service that is no more than degraded', [well, remembered(failed('a', twice), soft), remembered(passed('b'), ok)]],
    ['anything when nobody was reached: that may be the checker’s own network', [remembered(failed('a', twice), soft)]],
  ])('nothing is told of %s', (_, checks) => {
    expect(note(checks)).toBeUndefined();
  });

  it.each([{ status: 503 }, { reason: 'tasks' }, { reason: 'certificate' }] as const)('a failure that is an answer, %o, proves that the way out is open', (answer) => {
    expect(note([remembered(failed('a', { ...twice, ...answer }), soft)])).toMatchObject(isDown);
  });

  it('nothing is told of another category than infrastructure', () => {
    expect(note([well, remembered(failed('a', twice), soft)], { category: 'endpoints' })).toBeUndefined();
  });
});

describe('with what was last remembered', () => {
  const state = stateOf([well, remembered(failed('a', twice), soft)]);

  it('a message goes under the number of the open incident, or under the one that would open', () => {
    expect(noteWithoutStore(policy, state, { ...firstEvaluation, incidents: 6 })).toMatchObject({ incident: { keys: [7] } });
    expect(noteWithoutStore(policy, state, { ...firstEvaluation, incidents: 6, incident: anIncident({ keys: [5, 6] }) })).toMatchObject({ incident: { keys: [5, 6] } });
  });

  it('nothing is told of what was known to be down', () => {
    expect(noteWithoutStore(policy, state, { ...firstEvaluation, services: { registry: { state: 'down', since: 0 } } })).toBeUndefined();
    expect(noteWithoutStore(policy, state, { ...firstEvaluation, services: { registry: { state: 'degraded', since: 0 } } })).toMatchObject(isDown);
  });

  it('nothing is told of what is in maintenance, or silenced', () => {
    const maintenance = [{ from: 0, to: 10, services: ['registry'], reason: 'upgrade' }];
    expect(noteWithoutStore({ ...policy, maintenance }, state)).toBeUndefined();
    expect(noteWithoutStore({ ...policy, maintenance: [{ from: 0, to: 10, services: ['auth'], reason: 'upgrade' }] }, state)).toMatchObject(isDown);
    expect(noteWithoutStore(policy, state, { ...firstEvaluation, silences: [{ id: 'a', by: 'ada', at: 0, until: 10 }] })).toBeUndefined();
  });
});
