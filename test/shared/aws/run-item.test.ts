import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compactRun, readRun } from '../../../shared/aws/run-item.ts';
import { verdicts } from '../../../shared/checks/verdict.ts';
import { runRecord } from '../../fixtures/remembered.ts';

test('the category is not repeated in its checks’ ids', () => {
  expect(JSON.stringify(compactRun(runRecord()))).not.toContain('infrastructure');
});

test('every run is read back as it was', () => {
  const foreign = fc.string({ minLength: 1 }).filter((text) => !text.startsWith('/'));
  const id = fc.oneof(foreign, fc.string().map((slug) => `infrastructure/${slug}`));
  const result = fc.record(
    { check: id, verdict: fc.constantFrom(...verdicts), ms: fc.nat(), reason: fc.string() },
    { requiredKeys: ['check', 'verdict'], noNullPrototype: true },
  );
  fc.assert(fc.property(fc.array(result), (results) => {
    const run = runRecord({ results });
    expect(readRun(run, JSON.parse(JSON.stringify(compactRun(run))))).toEqual(run);
  }));
});
