import { describe, expect, it } from 'vitest';
import type { Result } from '../../../shared/checks/result.ts';
import { nextCheckState, type CheckState } from '../../../shared/health/check-state.ts';
import { blocked, failed, passed, skipped, unknown } from '../../fixtures/results.ts';

const minute = 60_000;
interface Circumstances { readonly everyMs?: number; readonly together?: number; readonly from?: CheckState }

/** After runs at 0, 1, 2 … intervals. */
const after = ({ everyMs = minute, together = 1, from = { state: 'ok' } }: Circumstances, ...results: readonly Result[]): CheckState =>
  results.reduce((state, result, run) => nextCheckState(state, result, { at: run * everyMs, everyMs, together }), from);

const good = passed('a');
const [once, confirmed] = [failed('a'), failed('a', { attempts: 5 })];
const refused = failed('a', { attempts: 5, status: 403 });
const broken = failed('a', { attempts: 5, status: 500, answeredBy: 'application' });
const gone = failed('a', { attempts: 5, reason: 'connect-refused' });
const hardSince = (since: number, more = {}) => ({ state: 'hard', since, class: 'expectation', ...more });

describe('a check becomes hard', () => {
  it('when it failed in two runs in a row, since the first', () => {
    expect(after({}, good, confirmed)).toEqual({ state: 'soft', since: minute });
    expect(after({}, good, confirmed, confirmed)).toEqual(hardSince(minute));
  });

  it('at once when its whole burst failed together with another of its service', () => {
    expect(after({ together: 2 }, good, confirmed)).toEqual(hardSince(minute));
    expect(after({ together: 2 }, once)).toEqual({ state: 'soft', since: 0 });
  });

  it('at once when it is looked at every five minutes or less often, and was repeated', () => {
    expect(after({ everyMs: 5 * minute }, confirmed)).toEqual(hardSince(0));
    expect(after({ everyMs: 5 * minute }, once)).toEqual({ state: 'soft', since: 0 });
    expect(after({ everyMs: 5 * minute - 1 }, confirmed)).toEqual({ state: 'soft', since: 0 });
  });

  it('at once when a bad key was let in', () => {
    expect(after({}, failed('a', { reason: 'let-in' }))).toEqual(hardSince(0));
  });
});

describe('a hard check', () => {
  const bad = [confirmed, confirmed];

  it('is ok after three good runs, since the first of them', () => {
    expect(after({}, ...bad, good, good)).toEqual(hardSince(0, { good: { runs: 2, since: 2 * minute } }));
    expect(after({}, ...bad, good, good, good)).toEqual({ state: 'ok', since: 2 * minute });
    expect(after({}, ...bad, good, good, good, good)).toEqual({ state: 'ok', since: 2 * minute });
  });

  it('is ok after one where runs are five minutes apart', () => {
    expect(after({ everyMs: 5 * minute }, confirmed, good)).toEqual({ state: 'ok', since: 5 * minute });
  });

  it('begins to count anew when one fails between', () => {
    expect(after({}, ...bad, good, good, once, good, good)).toMatchObject({ state: 'hard', good: { runs: 2 } });
  });

  it('fails in another way when that is worse for two runs, or milder', () => {
    const from: CheckState = { state: 'hard', since: -minute, class: 'refused by application' };
    expect(after({ from }, broken)).toEqual({ ...from, worse: 'application error' });
    expect(after({ from }, broken, broken)).toEqual({ ...from, class: 'application error' });
    expect(after({ from }, broken, refused, broken)).toEqual({ ...from, worse: 'application error' });
    expect(after({ from }, gone, broken)).toEqual({ ...from, class: 'application error' });
    expect(after({ from }, broken, gone)).toEqual({ ...from, class: 'application error', worse: 'no connection' });
    expect(after({ from }, failed('a'))).toEqual({ ...from, class: 'expectation' });
  });
});

describe('the state of a check', () => {
  it('is ok again after one good run where nothing was certain', () => {
    expect(after({}, confirmed, good)).toEqual({ state: 'ok' });
  });

  it('is frozen while the check is blocked or unknown', () => {
    expect(after({}, once, unknown('a'), blocked('a', 'b'), once)).toEqual(hardSince(0));
    expect(after({}, once, unknown('a'))).toEqual({ state: 'soft', since: 0 });
    expect(after({}, once, once, good, unknown('a'), blocked('a', 'b'), good)).toMatchObject({ good: { runs: 2 } });
  });

  it('is forgotten when the check no longer applies', () => {
    expect(after({}, once, once, skipped('a'))).toEqual({ state: 'ok' });
  });
});

const goods = (count: number) => Array.from({ length: count }, () => good);

describe('a flapping check', () => {
  const from: CheckState = { state: 'flapping', since: 0, lastFailed: 0 };
  const retried = passed('a', { attempts: 2, afterRetry: true });

  it('is ok after fifteen minutes without a failing first attempt', () => {
    expect(after({ from }, ...goods(15))).toEqual(from);
    expect(after({ from }, ...goods(16))).toEqual({ state: 'ok', since: 0 });
    expect(after({ from }, ...goods(15), retried)).toEqual({ ...from, lastFailed: 15 * minute });
    expect(after({ from }, ...goods(15), confirmed, ...goods(14))).toEqual({ ...from, lastFailed: 15 * minute });
  });

  it('is hard after five failed runs in a row', () => {
    expect(after({ from }, confirmed, confirmed, confirmed, confirmed)).toMatchObject({ state: 'flapping', failed: 4 });
    expect(after({ from }, confirmed, confirmed, confirmed, confirmed, confirmed)).toEqual(hardSince(0));
    expect(after({ from }, confirmed, confirmed, confirmed, confirmed, good, confirmed)).toMatchObject({ state: 'flapping', failed: 1 });
  });
});
