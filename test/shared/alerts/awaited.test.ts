import { expect, it } from 'vitest';
import { stillAwaited } from '../../../shared/alerts/awaited.ts';
import { firstEvaluation } from '../../../shared/alerts/evaluation.ts';
import { nextEvaluation } from '../../../shared/alerts/next-evaluation.ts';
import { aPolicy } from '../../fixtures/alerts.ts';
import { ok, passed, remembered, stateOf } from '../../fixtures/results.ts';

const endpoints = stateOf([remembered(passed('a'), ok)], { category: 'endpoints' });

it('what is described and never ran is waited for since that was seen first, until it runs or is described no more', () => {
  expect(stillAwaited(undefined, ['endpoints', 'routing'], [], 5)).toEqual({ endpoints: 5, routing: 5 });
  expect(stillAwaited({ routing: 5, telemetry: 4 }, ['endpoints', 'routing', 'infrastructure'], [endpoints], 9)).toEqual({ routing: 5, infrastructure: 9 });
  expect(stillAwaited({ endpoints: 5 }, ['endpoints'], [endpoints], 9)).toBeUndefined();
});

it('the evaluation remembers it, and is written for that once', () => {
  const policy = aPolicy({ schedule: { endpoints: 60_000, routing: 300_000 } });
  const first = nextEvaluation(firstEvaluation, [endpoints], policy, 0, 0);
  expect(first.awaited).toEqual({ routing: 0 });
  expect(nextEvaluation(first, [endpoints], policy, 60_000, 60_000)).toBe(first);
  const all = [endpoints, stateOf([], { category: 'routing' })];
  expect(nextEvaluation(first, all, policy, 60_000, 60_000)).not.toHaveProperty('awaited');
});
