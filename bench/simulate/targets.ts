import type { Figures } from './figures.ts';

/** Seconds until it is told, as the policy promises at one run a minute; where enough of them happened that chance does not decide. */
const detectWithin: Readonly<Record<string, number>> = { 'dead service': 66, 'single check': 126 };
const enough = 50;

/** Every target that a scenario misses, in a sentence. */
export const missesOf = ({ scenario, falseCritical, falseWarning, missed, kinds }: Figures): readonly string[] => [
  ...(falseCritical + falseWarning > 0 ? [`${scenario}: ${falseCritical + falseWarning} false pages`] : []),
  ...(missed > 0 ? [`${scenario}: ${missed} missed`] : []),
  ...kinds.flatMap(({ kind, count, detect }) => {
    const limit = detectWithin[kind];
    if (limit === undefined || detect === undefined || count < enough || detect.median <= limit) return [];
    return [`${scenario}: ${kind}: told after ${detect.median.toFixed(1)} s in the median, more than ${limit} s`];
  }),
];
