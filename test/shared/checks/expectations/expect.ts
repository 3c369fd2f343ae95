import * as z from 'zod';
import type { Judge } from '../../../../shared/checks/expectations/expectation.ts';
import type { CheckContext } from '../../../../shared/platform/grammar.ts';
import * as pattern from '../../../../shared/platform/rules/idle-pattern.ts';
import type { Observation } from '../../../../shared/checks/observation.ts';

export const now = Date.UTC(2025, 7, 5, 12);

/** Settings as they are written, through their schema, judged: each part as `ok expected | saw`. */
export const judged = (expectation: Judge, written: unknown, observation: Observation): readonly string[] =>
  expectation.judge(expectation.settings(z).parse(written), observation, now)
    .map(({ ok, expected, saw }) => `${ok ? 'met' : 'not met'}: ${expected} | ${saw}`);

/** Whether all that is written is met. */
export const met = (expectation: Judge, written: unknown, observation: Observation): boolean => {
  const judgements = expectation.judge(expectation.settings(z).parse(written), observation, now);
  return judgements.length > 0 && judgements.every(({ ok }) => ok);
};

/** The first fault of what is written, or undefined when it is accepted. */
export const fault = (expectation: Judge, written: unknown): string | undefined =>
  expectation.settings(z).safeParse(written).error?.issues[0]?.message;

/** Why what is written can never fail in such a check. */
export const idle = (expectation: Judge, written: unknown, check: Partial<CheckContext> = {}): string | undefined =>
  expectation.neverFails?.(expectation.settings(z).parse(written), { timeoutMs: 5000, settings: {}, pattern, ...check });
