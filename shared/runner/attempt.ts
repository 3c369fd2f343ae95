import type { BoundProbe, ProbeContext } from '../probes/probe.ts';
import type { Clock } from './clock.ts';
import { CredentialError } from '../checks/credential-error.ts';
import { isCheckerReason } from '../checks/reason.ts';
import type { CheckerReason } from '../checks/reason.ts';
import { messageOf } from '../problem.ts';
import type { Observation } from '../checks/observation.ts';

/** Milliseconds a probe has to settle after its signal; then it is given up. */
export const graceMs = 100;

/** A timer that rings later than this was held up: the event loop was busy, and what has come meanwhile is not read yet. */
const heldUpMs = 15;

/** What every attempt of a run shares. */
export interface AttemptContext extends Omit<ProbeContext, 'signal'> {
  readonly clock: Clock;
  /** When the signals of all that is still under way fire (monotonic). */
  readonly endAt: number;
}

/**
 * Probes once. Always resolves, at the latest `graceMs` after the signal, which fires after `timeoutMs` or at the end of the run; later by
 * as much as the event loop was late for it, but not after the end of the run. A probe
 * that was cut short by the end of the run could not tell; neither could one that throws or does not heed its signal.
 */
export const attempt = (probe: BoundProbe, timeoutMs: number, context: AttemptContext): Promise<Observation> => new Promise((resolve) => {
  const { clock, endAt, network, credential, session } = context;
  const controller = new AbortController();
  const began = clock.monotonic();
  const limitMs = Math.min(timeoutMs, endAt - began);

  const untold = (reason: CheckerReason, detail: string): Observation =>
    ({ phases: {}, totalMs: Math.round(1_000 * (clock.monotonic() - began)) / 1_000, failure: { reason, detail } });
  const settle = (observation: Observation) => {
    cancel();
    const { failure } = observation;
    const cut = failure !== undefined && !isCheckerReason(failure.reason) && controller.signal.aborted && limitMs < timeoutMs;
    if (!cut) return resolve(observation);
    resolve({ ...observation, failure: { ...failure, reason: 'deadline', detail: 'the run ended before the check could' } });
  };
  const abort = () => {
    cancel = clock.timer(graceMs, () => settle(untold('checker-error', `the probe did not end within ${graceMs} ms of being told to`)));
    controller.abort();
  };

  /** Gives back, once, the time in which nothing could be read. Otherwise a stall of ours would be the target's time-out. */
  const ring = () => {
    const now = clock.monotonic();
    const heldUp = now - began - limitMs;
    if (heldUp <= heldUpMs) return abort();
    cancel = clock.timer(Math.min(heldUp, endAt - now), abort);
  };

  let cancel = clock.timer(limitMs, ring);
  void observe(probe, { signal: controller.signal, network, credential, session })
    .catch((error: unknown) => {
      const unread = error instanceof CredentialError;
      return unread ? untold('credential', error.message) : untold('checker-error', `the probe broke: ${messageOf(error)}`);
    })
    .then(settle);
});

/** An async function, so that a probe that throws at once rejects as well. */
const observe = async (probe: BoundProbe, context: ProbeContext) => probe.run(context);
