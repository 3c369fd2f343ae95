import type { Check } from '../checks/check.ts';
import { breachName, conclude } from '../checks/conclude.ts';
import { judge } from '../checks/judge.ts';
import type { Observation } from '../checks/observation.ts';
import type { Explained, Failed, Outcome, Result } from '../checks/result.ts';
import type { BoundProbe } from '../probes/probe.ts';
import { messageOf } from '../problem.ts';
import { attempt, type AttemptContext } from './attempt.ts';
import type { Gate } from './gate.ts';
import type { watchLoop } from './lateness.ts';
import { nextAttemptMs } from './offsets.ts';

/** What the bursts of a run share. */
export interface BurstContext extends AttemptContext {
  readonly gate: Gate;
  readonly loop: ReturnType<typeof watchLoop>;
  /** When the run began (monotonic), from which the offsets count. */
  readonly startedAt: number;
  readonly confirmationMs: readonly number[];
  /** Secrets read so far; it grows. */
  readonly secrets: ReadonlySet<string>;
}

export const unprobed = (result: Result): Explained => ({ result, outcomes: [] });

interface Judged { readonly observation: Observation; readonly outcomes: readonly Outcome[]; readonly breached?: true }

/**
 * What must never be seen and was, as an outcome that goes before all others; undefined where it was not seen, or nothing is so bad. An
 * answer that broke off afterwards has let in all the same.
 */
const breachOf = ({ breach }: Check, observation: Observation, now: number): Outcome | undefined => {
  const { failure, response } = observation;
  const seen = breach === undefined || (failure !== undefined && response === undefined) ? [] : judge(breach, observation, now);
  const [first] = seen;
  if (first === undefined || !seen.every(({ ok }) => ok)) return undefined;
  return { ...first, expectation: breachName, ok: false, expected: `anything but ${first.expected}`, reason: 'let-in' };
};

/** What cannot be judged is not known: neither that the target does as it should nor that it does not. */
const judged = (check: Check, observation: Observation, now: number): Judged => {
  try {
    const outcomes = judge(check.expect, observation, now);
    const breach = breachOf(check, observation, now);
    return breach === undefined ? { observation, outcomes } : { observation, outcomes: [breach, ...outcomes], breached: true };
  } catch (error) {
    const failure = { reason: 'checker-error', detail: `it could not be judged: ${messageOf(error)}` } as const;
    return { observation: { failure, ...observation }, outcomes: [] };
  }
};

/**
 * Probes a check, and again at the described offsets while it fails or its circuit holds it back; at once and once only where all of them
 * went by while it was waited for. The first pass ends it. A repeated attempt that is held back or cannot tell takes nothing away from the
 * failure seen before, whose evidence is then reported. A breach needs no confirmation.
 */
export const burst = async (check: Check, probe: BoundProbe, context: BurstContext): Promise<Explained> => {
  const { clock, gate, loop, endAt, secrets, startedAt, confirmationMs } = context;
  const { host } = probe.target;
  const exempt = check.exempt === true;
  const latestRepeat = endAt - check.timeoutMs;
  const tooLate = 'the run ended before the check could begin';
  const neverBegan = unprobed({ check: check.id, verdict: 'unknown', reason: 'deadline', detail: tooLate });
  let failed: Explained & { readonly result: Failed } | undefined;
  let otherwise = neverBegan;
  let attempts = 0;

  for (let confirms = false; ; confirms = true) {
    const request = { check: check.id, host, exempt, confirms, latestStart: confirms ? latestRepeat : endAt };
    const admission = await gate.enter(request);
    if (admission.way === 'late') {
      otherwise = neverBegan;
      break;
    }
    if (admission.way === 'held') {
      const detail = `not probed: connections to ${host} timed out again and again`;
      otherwise = unprobed({ check: check.id, verdict: 'blocked', reason: 'circuit-open', prerequisite: admission.by, detail });
    } else {
      attempts += 1;
      const probedAt = clock.now();
      const began = clock.monotonic();
      loop.begin();
      const seen = await attempt(probe, check.timeoutMs, context);
      const timingSuspect = loop.end(began);
      gate.leave(request, admission.trial, seen);

      const { observation, outcomes, breached } = judged(check, seen, clock.now());
      const result = conclude({ check, observation, outcomes, startedAt: probedAt, attempts, secrets: [...secrets], timingSuspect });
      if (breached) return { result, observation, outcomes };
      if (result.verdict === 'fail') failed = { result, observation, outcomes };
      else if (result.verdict === 'pass' || failed === undefined) return { result, observation, outcomes };
    }

    const elapsed = clock.monotonic() - startedAt;
    const next = nextAttemptMs(confirmationMs, elapsed, confirms);
    if (next === undefined || startedAt + next > latestRepeat) break;
    await clock.sleep(next - elapsed);
  }
  return failed === undefined ? otherwise : { ...failed, result: { ...failed.result, attempts } };
};
