import { expect, it } from 'vitest';
import type { Answer } from '../../../functions/answer.ts';
import { failureLine, messageLine, runLines } from '../../../local/start/lines.ts';
import { failed, passed, skipped } from '../../fixtures/results.ts';
import { noon } from '../../fixtures/view.ts';

const answer: Answer = {
  category: 'routing', environment: 'lab', scheduled: new Date(noon).toISOString(), did: 'recorded', delivered: 0, problems: [],
  score: { passed: 1, applicable: 2, unknown: 0, percent: 50, text: '1/2 = 50.0 %' },
  results: [passed('routing/a'), failed('routing/b'), skipped('routing/c')],
};

it('says a run in one line, with a line for each check that did not pass and for each problem', () => {
  expect(runLines({ ...answer, problems: [{ code: 'metrics-failed', message: 'CloudWatch: away' }] })).toEqual([
    '2025-08-05T12:00:00.000Z routing 1/2 = 50.0 %',
    '  fail routing/b: status: expected 200, got 502 from the load balancer',
    '  problem metrics-failed: CloudWatch: away',
  ]);
});

it('says what became of a run that probed nothing', () => {
  const { score: _, ...late } = { ...answer, did: 'nothing: late', results: [] } as const;
  expect(runLines(late)).toEqual(['2025-08-05T12:00:00.000Z routing nothing: late']);
});

it('says what was told, and which run failed as a whole, without a key', () => {
  const message = { id: '1', topicArn: 'arn', audience: 'people', subject: 'auth DOWN', body: '', attributes: {}, at: noon };
  expect(messageLine(message)).toBe('2025-08-05T12:00:00.000Z told people: auth DOWN');
  const failure = failureLine(noon, 'routing', new Error('sent Authorization: abcdefgh'));
  expect(failure).toBe('2025-08-05T12:00:00.000Z routing failed: sent Authorization: [redacted]');
});
