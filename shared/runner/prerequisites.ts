import type { Blocked, Result, Unknown } from '../checks/result.ts';
import type { Check } from '../checks/check.ts';

/**
 * The checks in an order in which each comes after those it requires, otherwise the exempt ones first and then as they came; without
 * those that can never have their turn because they require each other. What is skipped waits for nothing; what is required but not
 * part of the run is taken as given.
 */
export const inOrder = (checks: readonly Check[]): readonly Check[] => {
  const present = new Set(checks.map((check) => check.id));
  const ordered = new Map<string, Check>();
  let left = [...checks.filter((check) => check.exempt), ...checks.filter((check) => !check.exempt)];
  for (;;) {
    const ready = left.filter(({ skip, requires }) => skip !== undefined || requires.every((id) => !present.has(id) || ordered.has(id)));
    if (ready.length === 0) return [...ordered.values()];
    for (const check of ready) ordered.set(check.id, check);
    left = left.filter((check) => !ordered.has(check.id));
  }
};

/**
 * The result of a check that is not probed, because of what it requires: blocked by the first failure up the chain; unknown, for the
 * same reason, if nothing failed but something could not be told. What does not apply holds nothing back.
 */
export const heldBack = (check: Check, required: readonly Result[]): Blocked | Unknown | undefined => {
  const broken = required.find((result) => result.verdict === 'fail' || result.verdict === 'blocked');
  if (broken !== undefined) {
    const root = broken.verdict === 'blocked' ? broken.prerequisite : broken.check;
    return { check: check.id, verdict: 'blocked', reason: 'prerequisite', prerequisite: root, detail: `not probed: ${root} did not pass` };
  }
  const untold = required.find((result) => result.verdict === 'unknown');
  return untold && { check: check.id, verdict: 'unknown', reason: untold.reason, detail: `not probed: ${untold.check} could not be told` };
};

/** In words, what a breach that was not seen is worth. */
export const saysNothing = (because: string): string => `nothing bad was let in, which says nothing: ${because}`;

/**
 * The result of a check that passed though what it requires was not looked at, where a pass says something only beside that: a bad key that
 * is refused, where it is not known whether any key is let in.
 */
export const unproven = (check: Check, required: readonly Result[]): Blocked | Unknown | undefined => {
  if (check.breach === undefined) return undefined;
  const skipped = required.find(({ verdict }) => verdict === 'skipped')?.check;
  if (skipped !== undefined) {
    return { check: check.id, verdict: 'blocked', reason: 'prerequisite', prerequisite: skipped, detail: saysNothing(`${skipped} is left out`) };
  }
  const absent = check.requires.find((id) => required.every((result) => result.check !== id));
  return absent === undefined ? undefined
    : { check: check.id, verdict: 'unknown', reason: 'undecided', detail: saysNothing(`${absent} is not part of this run`) };
};
