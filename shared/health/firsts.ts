/** First attempts of the last runs that could tell, oldest first: `x` failed, `.` did not. */
export type Firsts = string;

const kept = 10;

/** Appends one; undefined where there was none that could tell. */
export const withFirst = (firsts: Firsts, failed: boolean | undefined): Firsts =>
  (failed === undefined ? firsts : `${firsts}${failed ? 'x' : '.'}`.slice(-kept));

const begins = { share: 0.2, runs: 4 };
const endsBelow = 0.1;

/**
 * Whether a service answers only partly, such as one with a bad target out of two, which hides behind repeated attempts: so large a share
 * of its checks' first attempts fails, in so many of the last runs. `before`: whether it did so far.
 */
export const isPartial = (ofChecks: readonly Firsts[], before: boolean): boolean => {
  const all = ofChecks.join('');
  const share = all.length === 0 ? 0 : [...all].filter((one) => one === 'x').length / all.length;
  if (before) return share >= endsBelow;
  const runs = Array.from({ length: kept }, (_, back) => ofChecks.some((firsts) => firsts.at(-1 - back) === 'x'));
  return share >= begins.share && runs.filter(Boolean).length >= begins.runs;
};
