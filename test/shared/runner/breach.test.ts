import { expect, test } from 'vitest';
import type { Check } from '../../../shared/checks/check.ts';
import type { Result } from '../../../shared/checks/result.ts';
import { broken, healthy, scriptedCheck, type Step } from '../../fixtures/scripted-kind.ts';
import { scriptedRun } from '../../fixtures/scripted-run.ts';

/** A check that must be refused with 401, after one that must be let in. */
const keys = (good: readonly Step[], bad: readonly Step[]): readonly [Check, Check] => [
  scriptedCheck('good', good),
  scriptedCheck('bad', bad, { requires: ['good'], expect: { status: 401 }, breach: { status: '2xx' } }),
];
const sees = (status: number): Step => ({ afterMs: 50, sees: status });
const cut = (status: number): Step => ({ afterMs: 50, sees: status, cut: true });
const verdicts = async (good: readonly Step[], bad: readonly Step[]) => {
  const { run, begun } = scriptedRun();
  const [, result] = await run(keys(good, bad));
  return { ...result, probed: begun('bad').length };
};

test('a refusal counts where the good key is let in', async () => {
  expect(await verdicts([healthy], [sees(401)])).toMatchObject({ verdict: 'pass', probed: 1 });
});

test('a refusal says nothing where the good key is refused too', async () => {
  expect(await verdicts([sees(401)], [sees(401)])).toMatchObject({ verdict: 'blocked', prerequisite: 'good', probed: 1 });
});

test('a failure that is no breach says nothing either, and is not confirmed', async () => {
  expect(await verdicts([broken], [broken])).toMatchObject({ verdict: 'blocked', prerequisite: 'good', probed: 1 });
});

test.each([['the good key is let in', healthy], ['the good key is refused', sees(401)]])('what is let in fails where %s', async (_, good) => {
  expect(await verdicts([good], [healthy])).toMatchObject({
    verdict: 'fail', reason: 'let-in', status: 200, probed: 1, detail: 'expected anything but 2xx, got 200 (1 more expectation not met)',
  });
});

test('a key that is let in once is not forgiven for being refused the next time', async () => {
  expect(await verdicts([healthy], [broken, healthy, sees(401)])).toMatchObject({ verdict: 'fail', reason: 'let-in', attempts: 2 });
});

test('who never answered has let nobody in', async () => {
  expect(await verdicts([healthy], [{ afterMs: 50, sees: 'connect-refused' }])).toMatchObject({ verdict: 'fail', reason: 'connect-refused' });
});

test.each([['the good key is let in', healthy], ['the good key broke off too', cut(200)]])('what is let in and then breaks off fails where %s', async (_, good) => {
  const result = await verdicts([good], [cut(200)]);
  expect(result).toMatchObject({ verdict: 'fail', reason: 'let-in', status: 200, probed: 1 });
  expect(result).not.toHaveProperty('phase');
});

test('a refusal that breaks off has let nobody in', async () => {
  expect(await verdicts([healthy], [cut(401)])).toMatchObject({ verdict: 'fail', reason: 'closed-early' });
});

const unlooked = {
  'switched off': ([good, bad]) => [{ ...good, skip: 'switched off by the description' }, bad],
  'not part of the run': ([, bad]) => [bad],
} as const satisfies Record<string, (of: readonly [Check, Check]) => readonly Check[]>;

test.each<{ good: keyof typeof unlooked; held: Partial<Result> }>([
  { good: 'switched off', held: { verdict: 'blocked', reason: 'prerequisite', prerequisite: 'good' } },
  { good: 'not part of the run', held: { verdict: 'unknown', reason: 'undecided' } },
])('where the check of the good key is $good, a refusal says nothing, but a failure and what is let in do', async ({ good, held }) => {
  const result = async (bad: Step) => (await scriptedRun().run(unlooked[good](keys([healthy], [bad])))).at(-1);
  expect(await result(sees(401))).toMatchObject({ ...held, detail: expect.stringContaining('nothing bad was let in') });
  expect(await result(broken)).toMatchObject({ verdict: 'fail', reason: 'status', status: 500 });
  expect(await result(healthy)).toMatchObject({ verdict: 'fail', reason: 'let-in' });
});
