import { describe, expect, it } from 'vitest';
import type { Result } from '../../../shared/checks/result.ts';
import { withWayOut } from '../../../shared/runner/way-out.ts';

const touched = { startedAt: 7, totalMs: 12, attempts: 5 };
const failed = (reason: Extract<Result, { verdict: 'fail' }>['reason'], more: object = {}): Result =>
  ({ check: 'infrastructure/a', verdict: 'fail', reason, detail: 'It failed.', phases: {}, ...touched, ...more });
const passed = (...phases: readonly ('dns' | 'connect' | 'firstByte')[]): Result =>
  ({ check: 'infrastructure/b', verdict: 'pass', phases: Object.fromEntries(phases.map((phase) => [phase, 1])), ...touched });
const blocked: Result = { check: 'infrastructure/c', verdict: 'blocked', reason: 'prerequisite', prerequisite: 'infrastructure/a', detail: 'It needs a.' };
const skipped: Result = { check: 'infrastructure/d', verdict: 'skipped', reason: 'not-applicable', detail: 'Not here.' };
const unknown = (reason: Extract<Result, { verdict: 'unknown' }>['reason']): Result =>
  ({ check: 'infrastructure/e', verdict: 'unknown', reason, detail: 'Nobody knows.' });

const control = 'https://control.example.com/';

/** What becomes of a run, and how often the control was asked. */
const judged = async (results: readonly Result[], answers: boolean, described: string | undefined = control) => {
  const asked: string[] = [];
  const explained = results.map((result) => ({ result, outcomes: [] }));
  const seen = await withWayOut(explained, described, async (url) => {
    asked.push(url);
    return answers;
  });
  return { asked, results: seen.map(({ result }) => result) };
};

describe('a run in which nothing answered', () => {
  const silent = [failed('connect-timeout'), passed('dns'), blocked, skipped, unknown('control-plane')];

  it('says nothing of the platform where the control does not answer either: what accused it is unknown, the rest stays', async () => {
    const { asked, results } = await judged(silent, false);
    expect(asked).toEqual([control]);
    const why = `Nothing answered in this run, nor did ${control}: the checker's own way to the network is closed.`;
    expect(results).toEqual([
      { check: 'infrastructure/a', startedAt: 7, verdict: 'unknown', reason: 'network', detail: `${why} It failed.` },
      silent[1],
      { check: 'infrastructure/c', verdict: 'unknown', reason: 'network', detail: `${why} It needs a.` },
      silent[3], silent[4],
    ]);
  });

  it('stands where the control answers, which is asked once', async () => {
    expect(await judged(silent, true)).toEqual({ asked: [control], results: silent });
  });

  it('stands where no control is described', async () => {
    const explained = silent.map((result) => ({ result, outcomes: [] }));
    expect(await withWayOut(explained, undefined, () => Promise.reject(new Error('asked')))).toEqual(explained);
  });

  it.each([
    'dns-not-found', 'dns-server-failure', 'dns-timeout', 'connect-refused', 'connect-unreachable', 'tls-timeout', 'header-timeout', 'closed-early',
  ] as const)('may have failed with %s', async (reason) => {
    expect((await judged([failed(reason)], false)).results).toMatchObject([{ verdict: 'unknown', reason: 'network' }]);
  });
});

describe('the control is never asked', () => {
  it.each<[string, Result]>([
    ['a status', failed('closed-early', { status: 502 })],
    ['a certificate that has expired', failed('tls-expired')],
    ['an answer of AWS', failed('not-found')],
    ['a login that was refused', failed('login-refused')],
    ['a connection that passed', passed('connect')],
    ['a call of AWS that passed', passed('firstByte')],
    ['metrics that are too few', unknown('too-little-data')],
  ])('where anything answered: %s', async (_, answer) => {
    const results = [failed('connect-timeout'), answer, blocked];
    expect(await judged(results, false)).toEqual({ asked: [], results });
  });

  it.each([[[]], [[skipped]], [[unknown('network'), skipped, passed('dns')]]])('where nothing is accused', async (results) => {
    expect(await judged(results, false)).toEqual({ asked: [], results });
  });
});
