import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Check } from '../../../shared/checks/check.ts';
import type { Result } from '../../../shared/checks/result.ts';
import { scriptedCheck, type Made, type Step } from '../../fixtures/scripted-kind.ts';
import { scriptedRun } from '../../fixtures/scripted-run.ts';

const seen = fc.constantFrom(200, 200, 200, 500, 'connect-timeout', 'tls-timeout', 'dns-timeout', 'header-timeout', 'control-plane');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ afterMs: fc.nat(8_000), sees: seen }) },
  { weight: 1, arbitrary: fc.constantFrom<Step[]>('hangs', 'deaf', { throws: 'broken' }) },
) as fc.Arbitrary<Step>;

const many = 24;
const idOf = (index: number) => `check-${index}`;
/** Some checks require others, at random: also none of the run, themselves, or each other. */
const checks: fc.Arbitrary<readonly Check[]> = fc.array(fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 3 }),
  host: fc.option(fc.constantFrom('a:443', 'b:443'), { nil: undefined }),
  requires: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(fc.nat(many).map(idOf), { maxLength: 2 })),
  timeoutMs: fc.integer({ min: 100, max: 6_000 }),
  exempt: fc.boolean(),
  skip: fc.integer({ max: 9, min: 0 }).map((one) => one === 0),
}), { minLength: 1, maxLength: many }).map((drafts) => drafts.map(({ steps, host, requires, timeoutMs, exempt, skip }, index) =>
  scriptedCheck(idOf(index), steps, {
    ...(host === undefined ? {} : { host }), requires, timeoutMs, ...(exempt ? { exempt } : {}), ...(skip ? { skip: 'not deployed' } : {}),
  })));

const run = fc.record({
  checks,
  forMs: fc.integer({ min: 1, max: 45_000 }),
  concurrency: fc.record({ total: fc.integer({ min: 1, max: 6 }), perHost: fc.integer({ min: 1, max: 3 }) }),
  confirmationMs: fc.constantFrom([], [4_000, 11_000, 21_000, 33_000], [500]),
});

type Run = typeof run extends fc.Arbitrary<infer Value> ? Value : never;

const mostAtOnce = (made: readonly Made[]) => Math.max(0, ...made.map(({ beganAt: at }) =>
  made.filter(({ beganAt, endedAt }) => beganAt <= at && (endedAt ?? Infinity) > at).length));

type Told = Result & { readonly finalAt: number };

/** What is promised of one check and was not kept. */
const brokenFor = (check: Check, result: Result, attempts: readonly Made[], required: readonly Told[], forMs: number) => {
  const good = required.every(({ verdict }) => verdict === 'pass' || verdict === 'skipped');
  const bad = required.some(({ verdict }) => verdict === 'fail' || verdict === 'blocked');
  const kept: Record<string, boolean> = {
    'it is the result of this check': result.check === check.id,
    'nothing is probed before all it requires is final':
      attempts.every(({ beganAt }) => required.every(({ finalAt }) => finalAt <= beganAt)),
    'nothing is probed unless all it requires is good': attempts.length === 0 || good,
    'a repeated attempt can time out before the deadline': attempts.slice(1).every(({ beganAt }) => beganAt + check.timeoutMs <= forMs),
    'attempts are counted': !('attempts' in result) || result.attempts === attempts.length,
    'a pass was seen': result.verdict !== 'pass' || result.status === 200,
    'a failure was seen': result.verdict !== 'fail' || attempts.length > 0,
    'what does not apply is skipped, and nothing else': (result.verdict === 'skipped') === (check.skip !== undefined),
    'what is skipped is not probed': result.verdict !== 'skipped' || attempts.length === 0,
    'what blocks is a failure': result.verdict !== 'blocked' || result.reason === 'circuit-open' || bad,
    'what could not be told is no failure': good || bad || check.skip !== undefined || result.verdict === 'unknown',
  };
  return Object.keys(kept).filter((promise) => kept[promise] !== true).map((promise) => `${check.id}: ${promise}`);
};

const brokenPromises = async ({ checks: given, forMs, concurrency, confirmationMs }: Run) => {
  const told: Told[] = [];
  const { run: start, clock, kind: { made } } = scriptedRun({
    forMs, concurrency, confirmationMs, onResult: ({ result }) => told.push({ ...result, finalAt: clock.monotonic() }),
  });
  const results = await start(given);
  const byId = new Map(told.map((result) => [result.check, result]));
  // A deaf probe that was given up holds no place any more.
  const heeding = made.filter(({ endedAt }) => endedAt !== undefined);
  const kept: Record<string, boolean> = {
    'every check has one result': results.length === given.length,
    'each is told once': told.length === given.length && byId.size === given.length,
    'all is over by the deadline': clock.monotonic() <= forMs,
    'no more at once than allowed': mostAtOnce(heeding) <= concurrency.total,
    'no more at once on a host than allowed': ['a:443', 'b:443'].every((host) =>
      mostAtOnce(heeding.filter((each) => each.host === host)) <= concurrency.perHost),
    'what blocks was really probed': results.every((result) =>
      result.verdict !== 'blocked' || made.some(({ check }) => check === result.prerequisite)),
  };
  return [...Object.keys(kept).filter((promise) => kept[promise] !== true), ...given.flatMap((check, index) => {
    const result = results[index];
    if (result === undefined) return [`${check.id}: it has a result`];
    const attempts = made.filter((each) => each.check === check.id);
    return brokenFor(check, result, attempts, check.requires.flatMap((id) => byId.get(id) ?? []), forMs);
  })];
};

test('whatever the graph, the targets, the limits and the deadline, a run keeps its promises', async () => {
  await fc.assert(fc.asyncProperty(run, async (each) => {
    expect(await brokenPromises(each)).toEqual([]);
  }), { numRuns: 150 });
});

test('nobody starves: with time enough, every check of a healthy platform passes, in the order of their turn on each host', async () => {
  const hosts = fc.array(fc.constantFrom('a:443', 'b:443', undefined), { minLength: 1, maxLength: 60 });
  await fc.assert(fc.asyncProperty(hosts, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 3 }), async (given, total, perHost) => {
    const scene = scriptedRun({ concurrency: { total, perHost } });
    const results = await scene.run(given.map((host, index) =>
      scriptedCheck(idOf(index), [{ afterMs: 100, sees: 200 }], host === undefined ? {} : { host })));
    expect(results.every(({ verdict }) => verdict === 'pass')).toBe(true);
    for (const host of ['a:443', 'b:443', undefined]) {
      const turns = scene.kind.made.filter((attempt) => attempt.host === host).map(({ check }) => check);
      expect(turns).toEqual(given.flatMap((each, index) => (each === host ? [idOf(index)] : [])));
    }
  }), { numRuns: 50 });
});
