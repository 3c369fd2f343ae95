import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstEvaluation } from '../../../shared/alerts/evaluation.ts';
import { nextEvaluation } from '../../../shared/alerts/next-evaluation.ts';
import type { Policy } from '../../../shared/alerts/policy.ts';
import { serviceConditions } from '../../../shared/health/service-state.ts';
import { aPolicy, anAudience } from '../../fixtures/alerts.ts';
import { allChecks, createEnvironment, type Call } from './environment.ts';
import { faultKinds, type Fault } from './faults.ts';

const minute = 60_000;

/** Something that happens after a while, while what was called before may go on. */
interface Event { readonly afterMs: number; readonly failing: readonly string[]; readonly call: Call }

const fault: fc.Arbitrary<Fault> = fc.record({ step: fc.nat(14), kind: fc.constantFrom(...faultKinds) });
const call = (faults: fc.Arbitrary<readonly Fault[]>): fc.Arbitrary<Call> => fc.record({
  category: fc.constantFrom('infrastructure', 'endpoints'), lateMs: fc.constantFrom(0, 0, 0, 30_000, minute, 3 * minute), faults,
});
const events = (faults: fc.Arbitrary<readonly Fault[]>): fc.Arbitrary<readonly Event[]> => fc.array(
  fc.record({ afterMs: fc.constantFrom(0, 500, 5_000, minute, minute, minute, 4 * minute), failing: fc.subarray([...allChecks]), call: call(faults) }),
  { maxLength: 30, size: 'max' },
);
const latencies = fc.array(fc.constantFrom(0, 1, 40, 900, 2_500), { minLength: 1, maxLength: 9 });
const troubled = events(fc.array(fault, { maxLength: 3 }));
const untroubled = events(fc.constant([]));

const audiences = { people: anAudience({ remind: { everyMs: 5 * minute, atMostMs: 20 * minute } }), pager: anAudience({ form: 'pager', severity: 'critical' }) };
/** After so long every claim has expired and every service has been well for long enough, also one that flapped. */
const untilAllIsTold = 40;

const play = async (story: readonly Event[], waits: readonly number[], changes: Partial<Policy> = {}) => {
  const policy = aPolicy({ audiences, ...changes });
  const here = createEnvironment(policy, waits);
  for (const { afterMs, failing, call: next } of story) {
    await here.clock.sleep(afterMs);
    here.fail(failing);
    void here.call(next);
  }
  here.fail([]);
  await here.clock.sleep(2 * minute);
  await here.calm(untilAllIsTold);
  const [stored = firstEvaluation, states] = [await here.memory.evaluation(), await here.memory.states()];
  return { ...here, policy, stored, states, at: Math.max(...states.map(({ lastRun }) => lastRun)) };
};

const runs = { numRuns: 150, endOnFailure: false };

it('whatever goes wrong, every notification that was committed reaches its audience, in order, and resolved follows opened', async () => {
  await fc.assert(fc.asyncProperty(troubled, latencies, async (story, waits) => {
    const { broken, stored, witness } = await play(story, waits);
    expect(broken).toEqual([]);
    expect(Object.values(stored.queues).flatMap(({ notes }) => notes)).toEqual([]);
    expect(stored.incident).toBeUndefined();
    const refusals = story.some(({ call: { faults = [] } }) => faults.some(({ kind }) => kind === 'refused'));
    // What closes it may have been refused.
    expect(refusals ? [] : [...witness.open.values()].flatMap((keys) => [...keys])).toEqual([]);
  }), runs);
});

const copies = ({ witness: { taken } }: Awaited<ReturnType<typeof play>>) =>
  [...taken.values()].map((notes) => notes.length - new Set(notes.map(({ id }) => id)).size).reduce((sum, each) => sum + each, 0);

it('a second copy comes only of what went wrong', async () => {
  await fc.assert(fc.asyncProperty(untroubled, latencies, async (story, waits) => {
    expect(copies(await play(story, waits))).toBe(0);
  }), runs);
  await fc.assert(fc.asyncProperty(troubled, latencies, async (story, waits) => {
    const played = await play(story, waits);
    expect(copies(played)).toBeLessThanOrEqual(played.happened.troubles);
  }), runs);
});

it('what is muted is told to nobody', async () => {
  const maintenance = [{ from: 0, to: Infinity, services: ['registry'], reason: 'upgrade' }];
  await fc.assert(fc.asyncProperty(troubled, latencies, async (story, waits) => {
    const { broken, witness } = await play(story, waits, { maintenance });
    expect(broken).toEqual([]);
    const services = [...witness.taken.values()].flat().flatMap((note) => ('incident' in note ? Object.keys(note.incident.services) : []));
    expect(services).not.toContain('registry');
  }), runs);
});

it('what the evaluation says is what a fresh one of the stored states would say', async () => {
  await fc.assert(fc.asyncProperty(troubled, latencies, async (story, waits) => {
    const { stored, states, policy, at, clock } = await play(story, waits);
    expect(nextEvaluation(stored, states, policy, at, clock.now())).toBe(stored);
    const fresh = Object.fromEntries([...serviceConditions(states, {}, at)].map(([service, { state }]) => [service, state]));
    expect(Object.fromEntries(Object.entries(stored.services).map(([service, { state }]) => [service, state]))).toEqual(fresh);
  }), runs);
});
