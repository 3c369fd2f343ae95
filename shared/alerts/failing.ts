import { shorten } from '../checks/excerpt.ts';
import type { CategoryState, Remembered } from '../health/category-state.ts';
import type { FailingCheck, Note } from './note.ts';

const named = 8;
const detailLength = 160;

/** What must be refused and was let in is told before everything else. */
const rank = ({ result, state, severity, role }: Remembered): number =>
  ('reason' in result && result.reason === 'let-in' ? -8 : 0) + (state.state === 'hard' ? 0 : 4) + (role === 'readiness' ? 0 : 2) + (severity === 'critical' ? 0 : 1);

const toFailing = ({ name, service, result }: Remembered): FailingCheck[] =>
  result.verdict === 'pass' || result.verdict === 'skipped'
    ? []
    : [{ check: result.check, name, service, reason: result.reason, detail: shorten(result.detail, detailLength) }];

/** The failing checks as a note carries them: the worst first, at most eight. */
export const failingChecks = (states: readonly CategoryState[]): Pick<Note, 'failing' | 'moreFailing'> => {
  const failing = states
    .flatMap((state) => state.checks)
    .filter((check) => check.result.verdict === 'fail')
    .toSorted((a, b) => rank(a) - rank(b));
  return { failing: failing.slice(0, named).flatMap(toFailing), moreFailing: Math.max(0, failing.length - named) };
};
