import type { Check } from '../../shared/checks/check.ts';
import type { Result } from '../../shared/checks/result.ts';
import type { CategoryState, Remembered } from '../../shared/health/category-state.ts';
import { remember } from '../../shared/health/remember.ts';

/** A run of a category and what it saw. */
export interface Sight {
  readonly run: Parameters<typeof remember>[0];
  readonly checks: readonly Check[];
  readonly results: readonly Result[];
}

interface Entry { readonly state: CategoryState | undefined; readonly isCalm: boolean; readonly postponed?: Sight }

const passesAtOnce = (result: Result): boolean => result.verdict === 'pass' && result.attempts === 1;

/** One more pass changes nothing of it but when it was seen. */
const isCalm = ({ state, result, firsts, turns, unknowns }: Remembered): boolean =>
  state.state === 'ok' && passesAtOnce(result) && firsts === '..........' && turns === undefined && unknowns === undefined;

/**
 * What all categories remember. A run that sees what was seen in the ten before it changes nothing but times: it may be postponed, and is
 * remembered only when somebody asks or a newer one is.
 */
export const createMemory = () => {
  const entries = new Map<string, Entry>();
  const settled = (category: string): CategoryState | undefined => {
    const { state, postponed } = entries.get(category) ?? {};
    if (postponed === undefined) return state;
    const now = remember(postponed.run, postponed.checks, postponed.results, state);
    entries.set(category, { state: now, isCalm: true });
    return now;
  };
  return {
    /** Whether a run sees nothing but what was seen. */
    isQuiet: ({ run, results }: Sight): boolean => entries.get(run.category)?.isCalm === true && results.every(passesAtOnce),
    postpone: (sight: Sight): void => {
      entries.set(sight.run.category, { state: entries.get(sight.run.category)?.state, isCalm: true, postponed: sight });
    },
    /** Remembers a run: what was known before it and what is after it. */
    sees: ({ run, checks, results }: Sight): { readonly before: CategoryState | undefined; readonly after: CategoryState } => {
      const before = settled(run.category);
      const after = remember(run, checks, results, before);
      entries.set(run.category, { state: after, isCalm: after.checks.every(isCalm) });
      return { before, after };
    },
    states: (): readonly CategoryState[] => [...entries.keys()].flatMap((category) => settled(category) ?? []),
  };
};
