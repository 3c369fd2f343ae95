import { categoriesOf } from '../category.ts';
import { requestsPerMinute } from '../request-rate.ts';
import type { Rule } from './rule.ts';

/** Upwards, but for what adding fractions leaves over. */
const rounded = (count: number): number => Math.ceil(10 * count - 1e-6) / 10;

/** Checks that ask more of the platform than the description allows. */
export const overBudget: Rule = ({ grammar, platform: { schedule, budget, overrides }, plan, faulty }) => {
  if (faulty.has('schedule') || faulty.has('budget')) return [];
  const checks = plan.filter(({ id }) => overrides[id]?.enabled !== false).map((check) => {
    const { requests } = grammar.kinds[check.probe.kind]?.bind(check.probe.settings).target ?? {};
    return { category: check.category, perMinute: requestsPerMinute(check, requests, schedule) };
  });
  const of = (some: typeof checks): number => rounded(some.reduce((sum, { perMinute }) => sum + perMinute, 0));
  if (of(checks) <= budget) return [];
  const byCategory = categoriesOf(checks).map((category) => `${category} ${of(checks.filter((check) => check.category === category))}`);
  return [{
    path: ['budget'], found: `${of(checks)} requests a minute (${byCategory.join(', ')})`, allowed: `at most ${budget}`,
    hint: 'check less often, leave checks out, or raise the budget',
  }];
};
