import type { Verdict } from '../checks/verdict.ts';

/** Exact counts; every difference of scores is taken from these, never from rounded percentages. */
export interface Score {
  readonly passed: number;
  /** Passed, failed and blocked; `skipped` and `unknown` leave the denominator. */
  readonly applicable: number;
  readonly unknown: number;
  /** In percent; null when less than 80 % of what applies is known, or nothing applies. */
  readonly percent: number | null;
}

const knownShare = 0.8;

export const score = (results: readonly { readonly verdict: Verdict }[]): Score => {
  const count = (verdict: Verdict) => results.filter((result) => result.verdict === verdict).length;
  const passed = count('pass');
  const unknown = count('unknown');
  const applicable = passed + count('fail') + count('blocked');
  const told = applicable > 0 && applicable >= knownShare * (applicable + unknown);
  return { passed, applicable, unknown, percent: told ? (100 * passed) / applicable : null };
};

/** `3/11 = 27.3 %`, or why there is no score. */
export const scoreText = ({ passed, applicable, unknown, percent }: Score): string =>
  percent === null
    ? `${passed}/${applicable}, no score${unknown > 0 ? ` (${unknown} unknown)` : ''}`
    : `${passed}/${applicable} = ${percent.toFixed(1)} %`;
