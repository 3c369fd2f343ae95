import type { Check } from '../checks/check.ts';
import { conclude } from '../checks/conclude.ts';
import { judge } from '../checks/judge.ts';
import type { Explained, Failed, Result } from '../checks/result.ts';
import type { BoundProbe } from '../probes/probe.ts';
import { attempt, type AttemptContext } from './attempt.ts';
import type { Gate } from './gate.ts';
import type { watchLoop } from './lateness.ts';

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

/**
 * Probes a check, and again at the described offsets while it fails or its circuit holds it back. The first pass ends it. A repeated
 * attempt that is held back or cannot tell takes nothing away from the failure seen before, whose evidence is then reported.
 */
export const burst = async (check: Check, probe: BoundProbe, context: BurstContext): Promise<Explained> => {
  const { clock, gate, loop, endAt, secrets } = context;
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
      const startedAt = clock.now();
      const began = clock.monotonic();
      loop.begin();
      const observation = await attempt(probe, check.timeoutMs, context);
      const timingSuspect = loop.end(began);
      gate.leave(request, admission.trial, observation);

      const outcomes = judge(check.expect, observation, clock.now());
      const result = conclude({ check, observation, outcomes, startedAt, attempts, secrets: [...secrets], timingSuspect });
      if (result.verdict === 'fail') failed = { result, observation, outcomes };
      else if (result.verdict === 'pass' || failed === undefined) return { result, observation, outcomes };
    }

    const now = clock.monotonic();
    const next = context.confirmationMs.find((offset) => context.startedAt + offset > now);
    if (next === undefined || context.startedAt + next > latestRepeat) break;
    await clock.sleep(context.startedAt + next - now);
  }
  return failed === undefined ? otherwise : { ...failed, result: { ...failed.result, attempts } };
};
