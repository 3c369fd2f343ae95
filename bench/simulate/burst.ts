import type { Check } from '../../shared/checks/check.ts';
import type { Failed, Passed } from '../../shared/checks/result.ts';
import { nextAttemptMs } from '../../shared/runner/offsets.ts';
import type { Failure } from './weather.ts';

/** An answer of whatever kind takes so long; what fails by a time-out takes the check's whole time. */
const answerMs = 60;

/** Nothing is known of them. */
const phases = {};

const tookMs = ({ reason }: Failure, { timeoutMs }: Check): number => (reason.endsWith('-timeout') ? timeoutMs : answerMs);

export interface Burst { readonly result: Passed | Failed; /** Epoch milliseconds. */ readonly endedAt: number }

/**
 * What becomes of a check in a run that began at `startedAt`, probed first at `beginsAt` and again at the offsets while it fails, by whether
 * an attempt at a moment fails. Epoch milliseconds. Targets answer at once or not at all, and nothing has to wait for its turn.
 */
export const burst = (
  check: Check, failureAt: (at: number) => Failure | undefined, startedAt: number, beginsAt: number, confirmationMs: readonly number[],
): Burst => {
  let at = beginsAt;
  for (let attempts = 1; ; attempts += 1) {
    const failure = failureAt(at);
    if (failure === undefined) {
      const result: Passed = { check: check.id, verdict: 'pass', startedAt: at, totalMs: answerMs, phases, attempts };
      return { endedAt: at + answerMs, result: attempts > 1 ? { ...result, afterRetry: true } : result };
    }
    const endedAt = at + tookMs(failure, check);
    const next = nextAttemptMs(confirmationMs, endedAt - startedAt, attempts > 1);
    if (next === undefined) {
      return { endedAt, result: { ...failure, check: check.id, verdict: 'fail', startedAt: at, totalMs: endedAt - at, phases, attempts, detail: 'it failed' } };
    }
    at = startedAt + next;
  }
};
