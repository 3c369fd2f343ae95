import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { functionMs, longestRunMs, reserveMs } from '../../../shared/platform/run-time.ts';
import { graceMs } from '../../../shared/runner/attempt.ts';

test('the time of a function is the one that serverless.yml gives every function', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../serverless.yml'), 'utf8');
  expect(Array.from(text.matchAll(/^\s*timeout:\s*(\d+)/gm), ([, seconds]) => Number(seconds) * 1000)).toEqual([functionMs]);
});

test('the longest run fits into it, with the grace that its probes have and the time to record it', () => {
  expect(longestRunMs + graceMs + reserveMs).toBeLessThan(functionMs);
});
