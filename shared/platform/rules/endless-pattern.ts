import { createRequire } from 'node:module';
import type * as Recheck from 'recheck';
import type { Rule } from './rule.ts';

/** Milliseconds spent on one pattern before it counts as one that cannot be shown to end. */
const patience = 5000;
/** Too many useful patterns take time that grows with the square of an answer's length; a long answer is tried with a time limit. */
const bearableDegree = 2;

const require = createRequire(import.meta.url);

/** Loaded when there is a pattern to analyse: it is large. This build of it needs no process or thread of its own. */
const analyse = (pattern: string) =>
  (require('recheck/lib/browser.js') as typeof Recheck).checkSync(pattern, '', { timeout: patience });

/** Groups that switch a flag on or off are not read by the analysis; the flags change no complexity. */
const withoutFlags = (pattern: string) => pattern.replace(/\(\?(?=[ims-])[ims]*(?:-[ims]+)?:/g, '(?:');

const problem = (pattern: string): string | undefined => {
  try {
    void new RegExp(pattern);
  } catch (error) {
    return `it does not compile (${String(error).replace(/^.*: /s, '')})`;
  }
  const diagnosis = analyse(withoutFlags(pattern));
  if (diagnosis.status === 'unknown') return 'it cannot be shown to end';
  const { complexity } = diagnosis;
  if (complexity.type === 'exponential') return "its time grows exponentially with the answer's length";
  return complexity.type === 'polynomial' && complexity.degree > bearableDegree
    ? `its time grows with the answer's length to the power of ${complexity.degree}`
    : undefined;
};

/** A regular expression that some answer keeps busy without end, or that is none. */
export const endlessPattern: Rule = ({ source, grammar, checks }) => {
  const problems = new Map<string, string | undefined>();
  return checks.flatMap(({ index, check }) => Object.entries(check.expect).flatMap(([name, settings]) =>
    (grammar.expectations[name]?.patterns?.(settings) ?? []).flatMap((pattern) => {
      if (!problems.has(pattern)) problems.set(pattern, problem(pattern));
      const why = problems.get(pattern);
      const path = ['checks', index, 'expect', name];
      return why === undefined ? [] : [{
        path, range: source.find(path, pattern), found: `/${pattern}/: ${why}`, allowed: 'a regular expression that ends on every answer',
      }];
    })));
};
