import type { Answerer } from './answerer.ts';
import type { Facts, Phase, PhaseTimings, Observation } from './observation.ts';
import type { CheckerReason, TargetReason } from './reason.ts';

/** What one expectation wanted and saw. */
export interface Outcome {
  readonly expectation: string;
  readonly ok: boolean;
  /** In words, for people: `200-299`, `$.status = "healthy"`. */
  readonly expected: string;
  readonly saw: string;
  readonly reason: TargetReason;
}

/** What every result that touched its target carries. */
export interface Touched {
  readonly startedAt: number;
  readonly totalMs: number;
  readonly phases: PhaseTimings;
  readonly address?: string;
  readonly answeredBy?: Answerer;
  readonly status?: number;
  /** What the target or AWS told of itself; bounded, no secrets. */
  readonly facts?: Facts;
  /** How often the check was probed in this run; more than once means that the first attempt failed. */
  readonly attempts: number;
  /** The event loop was so late that the timings are not to be trusted. */
  readonly timingSuspect?: true;
}

interface Why<R> {
  readonly reason: R;
  readonly phase?: Phase;
  /** One sentence for people: what was expected and what was seen. No secrets. */
  readonly detail: string;
  /** The beginning of what the target said, redacted, at most 200 characters. */
  readonly excerpt?: string;
}

interface Named { readonly check: string }

export type Passed = Named & Touched & { readonly verdict: 'pass'; /** An attempt failed before this one passed. */ readonly afterRetry?: true };
export type Failed = Named & Touched & Why<TargetReason> & { readonly verdict: 'fail' };
export type Unknown = Named & Partial<Touched> & Why<CheckerReason> & { readonly verdict: 'unknown' };
export type Blocked = Named & Partial<Touched> & Why<'prerequisite' | 'circuit-open'> & {
  readonly verdict: 'blocked';
  /** The check whose failure blocks this one. */
  readonly prerequisite: string;
};
export type Skipped = Named & Why<'not-applicable' | 'not-deployed'> & { readonly verdict: 'skipped' };

/** The verdict on one check in one run. */
export type Result = Passed | Failed | Unknown | Blocked | Skipped;

/** A result with all that led to it, for people who ask; only the result is stored. */
export interface Explained {
  readonly result: Result;
  readonly observation?: Observation;
  readonly outcomes: readonly Outcome[];
}
