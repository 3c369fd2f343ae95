import type { ExpectationGrammar } from '../grammar.ts';
import type { Rule } from './rule.ts';

/** An expectation about something that the check's probe never sees, so that it could only fail. */
export const inapplicableExpectation: Rule = ({ grammar, checks }) => checks.flatMap(({ index, guessed, check: { probe, expect } }) => {
  if (guessed.has('settings')) return [];
  const seen = grammar.kinds[probe.kind]?.observes(probe.settings) ?? {};
  const applies = ({ judges }: ExpectationGrammar) => judges.some((aspect) => seen[aspect] === true);
  const applicable = Object.entries(grammar.expectations).flatMap(([name, expectation]) => (applies(expectation) ? [name] : []));
  return Object.keys(expect).flatMap((name) => {
    const expectation = grammar.expectations[name];
    if (expectation === undefined || applies(expectation)) return [];
    const why = expectation.judges.map((aspect) => seen[aspect]).find((reason) => reason !== undefined);
    return [{
      path: ['checks', index, 'expect', name], at: 'key' as const,
      found: `"${name}", which does not apply to ${why === undefined ? probe.kind : `this ${probe.kind} probe: ${String(why)}`}`,
      allowed: applicable.join(', '),
    }];
  });
});
