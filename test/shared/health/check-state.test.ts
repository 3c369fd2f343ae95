import { describe, expect, it } from 'vitest';
import type { Result } from '../../../shared/checks/result.ts';
import { nextCheckState, type CheckState } from '../../../shared/health/check-state.ts';
import { blocked, failed, passed, skipped, unknown } from '../../fixtures/results.ts';

const after = (...results: readonly Result[]): CheckState =>
  results.reduce<CheckState>((state, result, run) => nextCheckState(state, result, run), { state: 'ok' });

describe('the state of a check', () => {
  it('is soft after one failed run and hard after two in a row, since the first', () => {
    expect(after(passed('a'), failed('a'))).toEqual({ state: 'soft', since: 1 });
    expect(after(passed('a'), failed('a'), failed('a'), failed('a'))).toEqual({ state: 'hard', since: 1 });
  });

  it('is ok again after one good run', () => {
    expect(after(failed('a'), failed('a'), passed('a'))).toEqual({ state: 'ok' });
  });

  it('is frozen while the check is blocked or unknown', () => {
    expect(after(failed('a'), unknown('a'), blocked('a', 'b'), failed('a'))).toEqual({ state: 'hard', since: 0 });
    expect(after(failed('a'), unknown('a'))).toEqual({ state: 'soft', since: 0 });
  });

  it('is forgotten when the check no longer applies', () => {
    expect(after(failed('a'), failed('a'), skipped('a'))).toEqual({ state: 'ok' });
  });
});
