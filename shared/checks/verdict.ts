/** What a run says of one check. No answer is never a pass; all ways of not knowing are `unknown`. */
export const verdicts = ['pass', 'fail', 'blocked', 'skipped', 'unknown'] as const;

export type Verdict = (typeof verdicts)[number];
