import { failingChecks, type Failing } from '../../alerts/failing.ts';
import type { CategoryState } from '../../health/category-state.ts';
import { newsFirst, sufferingIn } from './in-trouble.ts';
import type { Letter } from './letter.ts';

/** Every failing check once, whatever vantages see it fail; the worst first, before them all those of services that the note has news of, or that suffer. */
export const failingOf = ({ note, states }: Letter): readonly Failing[] => {
  const order = newsFirst(note);
  const once = new Map<string, Failing>();
  for (const check of failingChecks(states)) if (!once.has(check.result.check)) once.set(check.result.check, check);
  return [...once.values()].toSorted((a, b) => order(a.service, b.service));
};

/** The same where they are why the note is told: neither of what is over nor of a trial. */
export const failingFor = (letter: Letter): readonly Failing[] =>
  (sufferingIn(letter.note).length > 0 || letter.note.kind === 'score-dropped' ? failingOf(letter) : []);

/** How many checks a verdict was given, each counted once. */
export const countOf = (states: readonly CategoryState[], verdict: 'blocked' | 'unknown'): number =>
  new Set(states.flatMap(({ checks }) => checks.flatMap(({ result }) => (result.verdict === verdict ? [result.check] : [])))).size;
