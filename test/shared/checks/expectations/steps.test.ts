import { expect, test } from 'vitest';
import { steps } from '../../../../shared/checks/expectations/steps.ts';
import { observed, refused } from '../../../fixtures/observation.ts';
import { judged, met } from './expect.ts';

const made = { name: 'create a run', request: 'POST /runs/create', ms: 4, status: 200 };

test('all steps succeeded, and there was one', () => {
  expect(met(steps, 'all', observed({ steps: [made] }))).toBe(true);
  expect(met(steps, 'all', observed({ steps: [] }))).toBe(false);
  expect(met(steps, 'all', refused)).toBe(false);
});

test('the first that failed is told, with its status and who answered', () => {
  const failed = { name: 'upload', request: 'PUT /artifacts/a', ms: 4, status: 404, answeredBy: 'application', failed: 'no such path' } as const;
  expect(judged(steps, 'all', observed({ steps: [made, failed, { ...failed, name: 'list' }] })))
    .toEqual(['not met: every step to succeed | upload: PUT /artifacts/a (404 from the application): no such path']);
});
