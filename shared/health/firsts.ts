/** First attempts of the last runs that could tell, oldest first: `x` failed, `.` did not. */
export type Firsts = string;

const kept = 10;

/** Appends one; undefined where there was none that could tell. */
export const withFirst = (firsts: Firsts, failed: boolean | undefined): Firsts =>
  (failed === undefined ? firsts : `${firsts}${failed ? 'x' : '.'}`.slice(-kept));

const begins = { share: 0.2, runs: 4 };
const endsBelow = 0.1;

/** Of the attempts so many fail by chance where nobody suffers, at most. */
const byChance = 0.05;
/** So surprising has a share to be: by chance it would come about once in e^14 times (a million) at most. */
const surprising = 14;

const weight = (share: number, expected: number): number => (share === 0 ? 0 : share * Math.log(share / expected));

/** Logarithm of how seldom so large a share of so many attempts comes about by chance, at least (Chernoff's bound). */
const surprise = (share: number, attempts: number): number =>
  (share <= byChance ? 0 : attempts * (weight(share, byChance) + weight(1 - share, 1 - byChance)));

/** First attempts of one run. */
interface Attempts { readonly all: number; readonly failed: number }

const sum = (some: readonly Attempts[]): Attempts =>
  ({ all: some.reduce((total, { all }) => total + all, 0), failed: some.reduce((total, { failed }) => total + failed, 0) });

const shareOf = ({ all, failed }: Attempts): number => (all === 0 ? 0 : failed / all);

/** Of all the checks, the last run first. */
const byRun = (ofChecks: readonly Firsts[]): readonly Attempts[] => Array.from({ length: kept }, (_, back) => {
  let [all, failed] = [0, 0];
  for (const firsts of ofChecks) {
    const first = firsts.at(-1 - back);
    if (first !== undefined) all += 1;
    if (first === 'x') failed += 1;
  }
  return { all, failed };
});

/** The worst run says nothing: in a moment in which nobody reached anything all of its attempts fail. */
const begun = (runs: readonly Attempts[]): boolean => {
  if (shareOf(sum(runs)) < begins.share || runs.filter(({ failed }) => failed > 0).length < begins.runs) return false;
  const [, ...others] = runs.toSorted((a, b) => b.failed - a.failed);
  const rest = sum(others);
  return surprise(shareOf(rest), rest.all) >= surprising;
};

const failuresIn = (firsts: Firsts): number => {
  let failed = 0;
  for (let at = firsts.indexOf('x'); at >= 0; at = firsts.indexOf('x', at + 1)) failed += 1;
  return failed;
};

/**
 * Whether a service answers only partly, such as one with a bad target out of two, which hides behind repeated attempts: in the last ten runs,
 * or in fewer of them, so large a share of its checks' first attempts fails, in so many of these runs, and it is no chance even without the
 * worst of them. `before`: whether it did so far.
 */
export const isPartial = (ofChecks: readonly Firsts[], before: boolean): boolean => {
  let [all, failed, fewest] = [0, 0, 0];
  for (const firsts of ofChecks) {
    all += firsts.length;
    failed += failuresIn(firsts);
    fewest += Math.min(firsts.length, begins.runs);
  }
  if (failed === 0) return false;
  if (before) return shareOf({ all, failed }) >= endsBelow;
  // Too few even if all of them were in the shortest time that is looked at.
  if (failed < begins.share * fewest) return false;
  const runs = byRun(ofChecks);
  return Array.from({ length: kept - begins.runs + 1 }, (_, more) => runs.slice(0, begins.runs + more)).some(begun);
};
