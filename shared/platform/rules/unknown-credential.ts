import { didYouMean } from '../closest.ts';
import { valueAt } from '../value-at.ts';
import type { Rule } from './rule.ts';

/** Settings that name a credential which is not described. */
export const unknownCredential: Rule = ({ source, checks }) => checks.flatMap(({ index, check: { probe } }) => {
  const name = valueAt(probe.settings, ['auth', 'credential']);
  // One that is described but faulty is told as such.
  if (typeof name !== 'string' || source.has(['credentials', name])) return [];
  const known = Object.keys(valueAt(source.data, ['credentials']) ?? {});
  return [{
    path: ['checks', index, probe.kind, 'auth', 'credential'], found: `"${name}", which is not described under credentials`,
    allowed: known.length === 0 ? 'a name described under credentials' : known.join(', '), hint: didYouMean(name, known),
  }];
});
