import * as pattern from './idle-pattern.ts';
import type { Rule } from './rule.ts';

/** An expectation that accepts every answer. */
export const neverFails: Rule = ({ source, grammar, platform, checks, faulty }) => checks.flatMap(({ index, guessed, check }) => {
  if (guessed.has('settings')) return [];
  const described = source.has(['checks', index, 'timeout']) || !faulty.has('timeout');
  const timeoutMs = platform.overrides[check.id]?.timeoutMs ?? (described ? check.timeoutMs : Infinity);
  return Object.entries(check.expect).flatMap(([name, settings]) => {
    const why = grammar.expectations[name]?.neverFails?.(settings, { timeoutMs, settings: check.probe.settings, pattern });
    return why === undefined ? [] : [{
      path: ['checks', index, 'expect', name], found: `an expectation that can never fail: ${why}`, allowed: 'one that some answer fails',
    }];
  });
});
