/** Between the two samples nearest to the rank. */
const percentile = (percent: number) => (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = (percent / 100) * (sorted.length - 1);
  const [low = 0, high = low] = [sorted[Math.floor(rank)], sorted[Math.ceil(rank)]];
  return low + (high - low) * (rank - Math.floor(rank));
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const simple: Readonly<Record<string, (values: readonly number[]) => number>> = {
  SampleCount: (values) => values.length,
  Sum: sum,
  Average: (values) => sum(values) / values.length,
  Minimum: (values) => values.reduce((least, value) => Math.min(least, value), Infinity),
  Maximum: (values) => values.reduce((most, value) => Math.max(most, value), -Infinity),
};

/** A statistic by its name in CloudWatch, of at least one sample; undefined for one that is not answered here. */
export const statisticNamed = (name: string): ((values: readonly number[]) => number) | undefined => {
  const [, percent] = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/.exec(name) ?? [];
  if (percent !== undefined) return percentile(Number(percent));
  return Object.hasOwn(simple, name) ? simple[name] : undefined;
};
