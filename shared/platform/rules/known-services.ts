import { valueAt } from '../value-at.ts';
import { isPlanComplete, type Described } from './rule.ts';

/** The services that checks speak for; undefined where something is refused of which they may come. */
export const knownServices = (described: Described): readonly string[] | undefined => {
  const { source, plan, checks } = described;
  const listed = valueAt(source.data, ['checks']);
  const isSure = (!Array.isArray(listed) || checks.length === listed.length) && !checks.some(({ guessed }) => guessed.has('service'));
  return isPlanComplete(described) && isSure ? [...new Set(plan.map(({ service }) => service))] : undefined;
};
