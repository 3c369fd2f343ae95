import { didYouMean } from '../closest.ts';
import { valueAt } from '../value-at.ts';
import { isPlanComplete } from './rule.ts';
import type { Rule } from './rule.ts';

/** Maintenance of a service that no check speaks for, which would mute nothing. */
export const unknownService: Rule = (described) => {
  const { source, platform, plan, checks, faulty } = described;
  const listed = valueAt(source.data, ['checks']);
  const isSure = (!Array.isArray(listed) || checks.length === listed.length) && !checks.some(({ guessed }) => guessed.has('service'));
  // What is left of a list is no longer where it was.
  if (!isPlanComplete(described) || !isSure || faulty.has('maintenance')) return [];
  const known = [...new Set(plan.map(({ service }) => service))];
  return platform.maintenance.flatMap(({ services = [] }, index) => services.flatMap((name, at) => {
    if (known.includes(name)) return [];
    return [{
      path: ['maintenance', index, 'services', at], found: `"${name}", which no check speaks for`,
      allowed: known.length === 0 ? 'a service that is checked' : known.join(', '), hint: didYouMean(name, known),
    }];
  }));
};
