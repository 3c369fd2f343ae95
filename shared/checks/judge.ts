import type { Expect } from './check.ts';
import * as expectations from './expectations/index.ts';
import type { Judges } from './expectations/expectation.ts';
import type { Observation } from './observation.ts';
import type { Outcome } from './result.ts';
import { own } from '../platform/own.ts';

/** An object of its own: looking a name up in a module's namespace is slow. */
const known: Judges = { ...expectations };

/** What each expectation wanted and saw, in the order written. Throws on a name that no expectation has: descriptions are validated. */
export const judge = (expect: Expect, observation: Observation, now: number): readonly Outcome[] => {
  const outcomes: Outcome[] = [];
  for (const name of Object.keys(expect)) {
    const expectation = own(known, name);
    if (expectation === undefined) throw new Error(`There is no expectation called "${name}".`);
    for (const judgement of expectation.judge(expect[name], observation, now)) outcomes.push({ expectation: name, ...judgement });
  }
  return outcomes;
};
