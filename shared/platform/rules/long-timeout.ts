import type { CategoryName } from '../category.ts';
import type { Finding, Path } from '../fault.ts';
import { durationText } from '../units.ts';
import type { Rule } from './rule.ts';

/** A time-out that is longer than the time between two runs of its category. */
export const longTimeout: Rule = ({ source, platform: { schedule, timeoutMs, overrides }, plan, checks, faulty }) => {
  const judge = (path: Path, ms: number, category: CategoryName): readonly Finding[] => {
    const every = schedule[category];
    if (ms <= every || faulty.has('schedule')) return [];
    return [{ path, found: durationText(ms), allowed: `at most ${durationText(every)}, the time between two runs of ${category}` }];
  };
  const shortest = plan.map(({ category }) => category).sort((a, b) => schedule[a] - schedule[b])[0];
  return [
    ...(shortest === undefined || faulty.has('timeout') ? [] : judge(['timeout'], timeoutMs, shortest)),
    ...checks.flatMap(({ index, check }) => {
      const path = ['checks', index, 'timeout'];
      return source.has(path) ? judge(path, check.timeoutMs, check.category) : [];
    }),
    ...Object.entries(overrides).flatMap(([id, { timeoutMs }]) => {
      const check = plan.find((check) => check.id === id);
      return check === undefined || timeoutMs === undefined ? [] : judge(['overrides', id, 'timeout'], timeoutMs, check.category);
    }),
  ];
};
