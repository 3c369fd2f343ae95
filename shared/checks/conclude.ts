import type { Check } from './check.ts';
import { whoAnswered } from './answered-by.ts';
import { excerpt, shorten } from './excerpt.ts';
import type { Observation } from './observation.ts';
import { isCheckerReason } from './reason.ts';
import type { CheckerReason, TargetReason } from './reason.ts';
import { redact } from './redact.ts';
import type { Failed, Outcome, Passed, Touched, Unknown } from './result.ts';
import { toldOf } from './told.ts';

/** What a verdict is drawn from. */
export interface Seen {
  readonly check: Pick<Check, 'id'>;
  readonly observation: Observation;
  readonly outcomes: readonly Outcome[];
  /** Epoch milliseconds of the attempt that is judged. */
  readonly startedAt: number;
  readonly attempts: number;
  /** Secrets that this run has read; none of them is in the result. */
  readonly secrets: readonly string[];
  readonly timingSuspect?: boolean;
}

interface Cause { readonly reason: TargetReason | CheckerReason; readonly sentence: string }

const longestDetail = 300;

/** The outcome of what must never be seen and was. */
export const breachName = 'breach';
const isBreach = ({ expectation }: Outcome): boolean => expectation === breachName;

/**
 * A failure comes before every expectation but not before a breach, nor before what was told and is wrong where only the rest is not known.
 * Nothing judged is nothing known: a defect of ours, never a pass.
 */
const causeOf = ({ observation: { failure }, outcomes }: Seen): Cause | undefined => {
  const stands = failure?.partly === true ? outcomes.some(({ ok }) => !ok) : outcomes.some(isBreach);
  if (failure !== undefined && !stands) return { reason: failure.reason, sentence: failure.detail };
  if (outcomes.length === 0) return { reason: 'checker-error', sentence: 'nothing was expected, so nothing could be judged' };
  const [first, ...others] = outcomes.filter(({ ok }) => !ok);
  if (first === undefined) return undefined;
  const more = others.length === 0 ? '' : ` (${others.length} more ${others.length === 1 ? 'expectation' : 'expectations'} not met)`;
  return { reason: first.reason, sentence: `expected ${first.expected}, got ${first.saw}${more}` };
};

/** The beginning of what the target said. */
const said = ({ observation: { failure, response, banner }, secrets }: Seen): string | undefined => {
  if (failure?.evidence !== undefined) return excerpt(failure.evidence, '', secrets);
  if (response !== undefined) return excerpt(response.body, response.headers.find(([name]) => name === 'content-type')?.[1], secrets);
  return banner === undefined ? undefined : excerpt(banner, '', secrets);
};

/** The verdict on an observation: pass, fail for a target's reason, unknown for a checker's. Nothing in it is secret. */
export const conclude = (seen: Seen): Passed | Failed | Unknown => {
  const { check, observation, startedAt, attempts } = seen;
  const { response, address, failure, facts } = observation;
  const touched: Touched & { readonly check: string } = {
    check: check.id,
    startedAt,
    totalMs: observation.totalMs,
    phases: observation.phases,
    ...(address === undefined ? {} : { address }),
    ...(response === undefined ? {} : { answeredBy: whoAnswered(response), status: response.status }),
    ...(facts === undefined ? {} : { facts: toldOf(facts, seen.secrets) }),
    attempts,
    ...(seen.timingSuspect === true ? { timingSuspect: true } : {}),
  };
  const cause = causeOf(seen);
  if (cause === undefined) return { ...touched, verdict: 'pass', ...(attempts > 1 ? { afterRetry: true } : {}) };
  const text = said(seen);
  const why = {
    ...(failure?.phase === undefined || failure.reason !== cause.reason ? {} : { phase: failure.phase }),
    detail: shorten(redact(cause.sentence, seen.secrets), longestDetail),
    ...(text === undefined || text === '' ? {} : { excerpt: text }),
  };
  return isCheckerReason(cause.reason)
    ? { ...touched, verdict: 'unknown', reason: cause.reason, ...why }
    : { ...touched, verdict: 'fail', reason: cause.reason, ...why };
};
