import { describe, expect, it } from 'vitest';
import { firstEvaluation, type Queue } from '../../../shared/alerts/evaluation.ts';
import type { CategoryState } from '../../../shared/health/category-state.ts';
import { measurements } from '../../../shared/report/measurements.ts';
import { blocked, failed, hard, ok, passed, remembered, skipped, stateOf, unknown } from '../../fixtures/results.ts';

const services = { auth: { state: 'down', since: 0 }, registry: { state: 'degraded', since: 0 } } as const;
const infrastructure = stateOf([
  ...['a', 'b', 'c', 'd', 'e', 'f'].map((id) => remembered(passed(id), ok)),
  remembered(failed('g'), hard), remembered(blocked('h', 'g'), ok), remembered(unknown('i'), ok), remembered(skipped('j'), ok),
], { lastRun: 90_000 });
const routing = stateOf([remembered(failed('r'), hard)], { category: 'routing', lastRun: 30_000, everyMs: 300_000 });
/** The topic of one that is described no more refuses, too. */
const refuses: Queue = { notes: [], refused: { at: 0, why: 'NotFound' } };
const queues = { people: { notes: [] }, pager: refuses, former: refuses };
const measured = (states = [infrastructure, routing]) =>
  measurements({ evaluation: { ...firstEvaluation, services, queues }, states, audiences: ['people', 'chat', 'pager'], schedule: {}, undelivered: 2, errors: 3, now: 100_000 });
const values = (states?: Parameters<typeof measured>[0]) => Object.fromEntries(measured(states).map(({ name, value }) => [name, value]));

/** The age of the oldest category where routing has been waited for for twenty minutes, which are four of its intervals. */
const oldest = (states: readonly CategoryState[]) => measurements({
  evaluation: { ...firstEvaluation, awaited: { routing: -1_100_000 } }, states, audiences: [], schedule: { infrastructure: 60_000, routing: 300_000 }, undelivered: 0, errors: 0, now: 100_000,
}).find(({ name }) => name === 'OldestStateAge')?.value;

describe('the metrics of an environment', () => {
  it('are its scores, what did not pass over all categories, its services, its age and the checker’s own troubles', () => {
    expect(values()).toEqual({
      HealthScore: 75, InfrastructureScore: 75, FailedChecks: 2, BlockedChecks: 1, UnknownChecks: 1, ServicesDown: 1, UndeliveredNotes: 2,
      RefusingAudiences: 1, CheckerErrors: 3, OldestStateAge: 0.23,
    });
  });

  it('are as many for a thousand checks as for one', () => {
    const many = stateOf(Array.from({ length: 1_000 }, (_, n) => remembered(passed(`c${n}`), ok)));
    expect(measured([many])).toHaveLength(10);
  });

  it('have no score where it is not known, rather than a wrong one', () => {
    const dark = values([stateOf([remembered(unknown('a'), ok)])]);
    expect(dark).not.toHaveProperty('HealthScore');
    expect(dark).toMatchObject({ UnknownChecks: 1 });
  });

  it('have one for a check only where it was asked for', () => {
    const metric = { metric: true } as const;
    const asked = stateOf([remembered(failed('a'), hard, metric), remembered(passed('b'), ok, metric), remembered(passed('c'), ok)]);
    expect(measured([asked]).filter(({ name }) => name === 'CheckPassed')).toEqual([
      { name: 'CheckPassed', value: 0, unit: 'Count', dimensions: { Check: 'a' } },
      { name: 'CheckPassed', value: 1, unit: 'Count', dimensions: { Check: 'b' } },
    ]);
  });

  it('have the age of a category that never ran, as long as it has been waited for', () => {
    expect([oldest([infrastructure]), oldest([infrastructure, routing])]).toEqual([4, 0.23]);
  });

  it('have no age as long as nothing ever ran', () => expect(values([])).not.toHaveProperty('OldestStateAge'));
});
