import * as fc from 'fast-check';
import { firstEvaluation } from '../../../shared/alerts/evaluation.ts';
import type { Policy } from '../../../shared/alerts/policy.ts';
import { aPolicy, anAudience } from '../../fixtures/alerts.ts';
import { allChecks, createEnvironment, type Call, type Deed } from './environment.ts';
import { faultKinds, type Fault } from './faults.ts';

const minute = 60_000;

type Topics = Environment['topics']['do'];

/** Something that happens after a while, while what was called before may go on. */
interface Event {
  readonly afterMs: number;
  /** Absent: what failed so far. */
  readonly failing?: readonly string[] | undefined;
  /** `topics`: what they do from then on. */
  readonly what: { readonly call: Call } | { readonly does: Deed } | { readonly calm: number } | { readonly topics: Topics };
}
export type Story = readonly Event[];

const fault: fc.Arbitrary<Fault> = fc.record({ step: fc.nat(14), kind: fc.constantFrom(...faultKinds) });
const call = (faults: fc.Arbitrary<readonly Fault[]>): fc.Arbitrary<Call> => fc.record({
  category: fc.constantFrom('infrastructure', 'endpoints'), lateMs: fc.constantFrom(0, 0, 0, 30_000, minute, 3 * minute), faults,
});
const by = fc.constantFrom('ann', 'ben', 'cem');
/** Ends of silences are times of the environment's clock, which is the fixture's. */
const start = Date.UTC(2025, 7, 5, 9);
const asked: fc.Arbitrary<Deed['asked']> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ action: fc.constant('ack'), by }) },
  fc.record({ action: fc.constant('note'), by, text: fc.constantFrom('one', 'another') }),
  fc.record({
    action: fc.constant('silence'), by, id: fc.constantFrom('s1', 's2'), until: fc.integer({ min: 1, max: 40 }).map((minutes) => start + minutes * minute),
    services: fc.constantFrom(['auth'], ['mlflow', 'registry']),
  }),
  fc.record({ action: fc.constant('unsilence'), by, id: fc.constantFrom('s1', 's2') }),
  fc.record({ action: fc.constant('test-alert'), by, audience: fc.constantFrom('people', 'pager') }),
);

const failing = fc.option(fc.subarray([...allChecks]), { nil: undefined, freq: 2 });
const acts = (faults: fc.Arbitrary<readonly Fault[]>) => fc.record({ does: fc.record({ asked, faults }) });
const runs = (faults: fc.Arbitrary<readonly Fault[]>) => fc.record({ call: call(faults) });
const calm = fc.record({ calm: fc.constantFrom(3, 12, 20) });

const storiesOf = (faults: fc.Arbitrary<readonly Fault[]>, most: number): fc.Arbitrary<Story> => fc.array(
  fc.record({
    afterMs: fc.constantFrom(0, 500, 5_000, minute, minute, minute, 4 * minute), failing,
    what: fc.oneof({ weight: 9, arbitrary: runs(faults) }, { weight: 2, arbitrary: acts(faults) }, { weight: 1, arbitrary: calm }),
  }),
  { maxLength: most, size: 'max' },
);

/** One after the other, and what waits gets more than there is room for. */
const busy = (faults: fc.Arbitrary<readonly Fault[]>): fc.Arbitrary<Story> => fc.array(
  fc.record({ afterMs: fc.constantFrom(5_000, 20_000), failing, what: fc.oneof({ weight: 1, arbitrary: runs(faults) }, { weight: 4, arbitrary: acts(faults) }) }),
  { minLength: 30, maxLength: 70, size: 'max' },
);

/** Milliseconds that the steps of an invocation take, in turn. */
export const latencies = fc.array(fc.constantFrom(0, 1, 40, 900, 2_500), { minLength: 1, maxLength: 9 });
/** The same where nobody has to wait for long, so that nobody loses against others again and again. */
export const quick = fc.array(fc.constantFrom(0, 1, 40), { minLength: 1, maxLength: 9 });
/** Stories in which every step may go wrong. */
const someFaults = fc.array(fault, { maxLength: 3 });
export const troubled = storiesOf(someFaults, 30);
/** Stories in which only what is checked goes wrong. */
export const untroubled = storiesOf(fc.constant([]), 30);
/** Stories in which no topic takes anything for long, while something is wrong and people are busy with it. */
export const deaf = (topics: Topics): fc.Arbitrary<Story> => fc.tuple(fc.subarray([...allChecks], { minLength: 1 }), busy(fc.constant([])), storiesOf(someFaults, 5)).map(([ids, during, after]) => [
  { afterMs: 0, failing: ids, what: { calm: 3 } }, { afterMs: 0, what: { topics } }, ...during, { afterMs: 0, what: { topics: 'answer' } }, ...after,
]);

const remind = { everyMs: 5 * minute, atMostMs: 20 * minute };
const audiences = {
  people: anAudience({ remind }), pager: anAudience({ form: 'pager', severity: 'critical' }), boss: anAudience({ afterMs: 6 * minute, remind }),
  // The clock begins at nine.
  sleeper: anAudience({ remind, quiet: { fromMinute: 8 * 60, toMinute: 9 * 60 + 45, zone: 'UTC' } }),
};
/** After so long every claim has expired and every service has been well for long enough, also one that flapped. */
const untilAllIsTold = 60;

export type Environment = ReturnType<typeof createEnvironment>;

const happens = async (story: Story, here: Environment): Promise<void> => {
  for (const { afterMs, failing, what } of story) {
    await here.clock.sleep(afterMs);
    if (failing !== undefined) here.fail(failing);
    if ('topics' in what) here.topics.do = what.topics;
    else if ('calm' in what) await here.calm(what.calm);
    else void ('call' in what ? here.call(what.call) : here.does(what.does));
  }
};

/** Whether nothing is open, or waits, or is not well. */
const isAtRest = async ({ memory }: Environment): Promise<boolean> => {
  const { incident, queues } = await memory.evaluation() ?? firstEvaluation;
  return incident === undefined && Object.values(queues).every(({ notes }) => notes.length === 0)
    && (await memory.states()).every(({ checks }) => checks.every(({ state }) => state.state === 'ok'));
};

/** Tells a story to its end: then all is well, and what was not told is told. */
export const play = async (story: Story, waits: readonly number[], changes: Partial<Policy> = {}) => {
  const policy = aPolicy({ audiences, ...changes });
  const here = createEnvironment(policy, waits);
  await happens(story, here);
  here.fail([]);
  await here.clock.sleep(2 * minute);
  await here.calm(2);
  await here.calm(untilAllIsTold, () => isAtRest(here));
  await here.calm(2);
  const [stored = firstEvaluation, states] = [await here.memory.evaluation(), await here.memory.states()];
  return { ...here, policy, stored, states, at: Math.max(...states.map(({ lastRun }) => lastRun)) };
};
export type Played = Awaited<ReturnType<typeof play>>;
