import { expect, test } from 'vitest';
import { firstEvaluation, type Evaluation } from '../../../shared/alerts/evaluation.ts';
import { nextEvaluation } from '../../../shared/alerts/next-evaluation.ts';
import type { Policy } from '../../../shared/alerts/policy.ts';
import type { Result } from '../../../shared/checks/result.ts';
import type { CategoryState } from '../../../shared/health/category-state.ts';
import { remember } from '../../../shared/health/remember.ts';
import type { Audience } from '../../../shared/platform/platform.ts';
import { withWayOut } from '../../../shared/runner/way-out.ts';
import { aCheck, explained, passed } from '../../fixtures/results.ts';

const minuteMs = 60_000;
const checks = ['a', 'b'].map((id) => aCheck(id));
const silent = (check: string): Result =>
  ({ check, verdict: 'fail', reason: 'connect-timeout', detail: 'No answer.', startedAt: 0, totalMs: 5_000, phases: { connect: 5_000 }, attempts: 5 });
const people: Audience = { way: { topic: { env: 'TOPIC' } }, form: 'email', severity: 'warning', checker: true };
const policy: Policy = {
  environment: 'lab', maintenance: [], scoreDrop: { points: 5, checks: 2 }, schedule: {}, publisher: 'infrastructure',
  audiences: { people, pager: { ...people, form: 'pager', severity: 'critical', checker: false } },
};

/** Lets ten minutes pass, in those from the third to the seventh of which nothing answers; tells what was told, and what the service was. */
const tenMinutes = async (controlAnswers: boolean) => {
  let state: CategoryState | undefined;
  let evaluation: Evaluation = firstEvaluation;
  const [told, was]: [string[], string[]] = [[], []];
  for (let minute = 0; minute < 10; minute += 1) {
    const at = minute * minuteMs;
    const seen = checks.map(({ id }) => explained(minute >= 3 && minute < 8 ? silent(id) : passed(id)));
    const results = (await withWayOut(seen, 'https://control.example.com/', async () => controlAnswers)).map(({ result }) => result);
    state = remember({ category: 'infrastructure', vantage: 'main', everyMs: minuteMs, scheduled: at }, checks, results, state);
    evaluation = nextEvaluation(evaluation, [state], policy, at, at);
    told.push(...Object.entries(evaluation.queues).flatMap(([audience, { notes }]) => notes.map(({ kind }) => `${minute} ${audience}: ${kind}`)));
    was.push(evaluation.services['registry']?.state ?? '');
    evaluation = { ...evaluation, queues: {} };
  }
  return { told, was: [...new Set(was)] };
};

test("an outage of the checker's own network pages nobody; its owners are told after three runs what it cannot see, and that it can again", async () => {
  expect(await tenMinutes(false)).toEqual({ told: ['5 people: impaired', '8 people: impaired'], was: ['operational', 'unknown'] });
});

test('one of the platform does', async () => {
  expect(await tenMinutes(true)).toMatchObject({ told: ['3 people: opened', '3 pager: opened'], was: ['operational', 'down'] });
});
