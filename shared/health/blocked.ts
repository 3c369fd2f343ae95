import type { Remembered } from './category-state.ts';

/** Tells which of the checks are held back by a hard one among them: they are not probed, so they never get hard themselves. */
export const blockedByHard = (checks: readonly Remembered[]): ((check: Remembered) => boolean) => {
  const hard = new Set(checks.filter(({ state }) => state.state === 'hard').map(({ result }) => result.check));
  return ({ result }) => result.verdict === 'blocked' && hard.has(result.prerequisite);
};
