import { didYouMean } from '../closest.ts';
import type { Rule } from './rule.ts';

const namesIn = (facts: unknown): readonly string[] => (typeof facts === 'object' && facts !== null ? Object.keys(facts) : []);

/** An expectation about a fact that the check's probe never tells. */
export const unknownFact: Rule = ({ grammar, checks }) => checks.flatMap(({ index, check: { probe, expect } }) => {
  const known = Object.keys(grammar.kinds[probe.kind]?.facts ?? {});
  const unknown = known.length === 0 ? [] : namesIn(expect['facts']).filter((name) => !known.includes(name));
  return unknown.map((name) => ({
    path: ['checks', index, 'expect', 'facts', name], at: 'key' as const, found: `the fact "${name}", which ${probe.kind} does not tell`,
    allowed: known.join(', '), hint: didYouMean(name, known),
  }));
});
