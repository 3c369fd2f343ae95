import { categoriesOf } from '../category.ts';
import { requestsPerMinute, together } from '../request-rate.ts';
import type { Rule } from './rule.ts';

/** Checks that ask more of the platform than the description allows. */
export const overBudget: Rule = ({ grammar, platform: { schedule, budget, overrides }, plan, faulty }) => {
  if (faulty.has('schedule') || faulty.has('budget')) return [];
  const asking = plan.filter(({ id }) => overrides[id]?.enabled !== false)
    .map(({ probe, ...check }) => ({ ...check, ...grammar.kinds[probe.kind]?.bind(probe.settings).target }));
  const rates = requestsPerMinute(asking, schedule);
  const checks = asking.map(({ category }, index) => ({ category, perMinute: rates[index] ?? 0 }));
  const of = (some: typeof checks): number => together(some.map(({ perMinute }) => perMinute));
  if (of(checks) <= budget) return [];
  const byCategory = categoriesOf(checks).map((category) => `${category} ${of(checks.filter((check) => check.category === category))}`);
  return [{
    path: ['budget'], found: `${of(checks)} requests a minute (${byCategory.join(', ')})`, allowed: `at most ${budget}`,
    hint: 'check less often, leave checks out, or raise the budget',
  }];
};
