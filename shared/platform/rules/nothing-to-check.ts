import { isPlanComplete } from './rule.ts';
import type { Rule } from './rule.ts';

/** A description that results in no check: it would look as if all were well. */
export const nothingToCheck: Rule = (described) => {
  if (described.plan.length > 0 || described.refused.length > 0 || !isPlanComplete(described)) return [];
  const allowed = 'at least one check: describe hosts, services, or checks with the URLs to check';
  return [{ path: [], found: 'nothing to check', allowed }];
};
