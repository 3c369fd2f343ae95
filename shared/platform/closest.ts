import { closest, distance } from 'fastest-levenshtein';

const sorted = (word: string) => Array.from(word).toSorted().join('');

/** `did you mean "health"?`, when one of the known names is near enough to what was written. */
export const didYouMean = (written: string, known: readonly string[]): string | undefined => {
  if (known.length === 0) return undefined;
  const lower = written.toLowerCase();
  const begun = lower.length > 2 ? known.filter((name) => name.toLowerCase().startsWith(lower)) : [];
  if (begun.length === 1) return `did you mean "${begun[0]}"?`;
  const nearest = closest(lower, known.map((name) => name.toLowerCase()));
  const name = known.find((name) => name.toLowerCase() === nearest);
  const swapped = sorted(lower) === sorted(nearest);
  const longer = Math.max(lower.length, nearest.length);
  const near = swapped || (longer > 1 && distance(lower, nearest) <= Math.max(1, Math.min(3, Math.floor(longer / 3))));
  return name === undefined || !near ? undefined : `did you mean "${name}"?`;
};
