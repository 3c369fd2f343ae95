import { isCheckerReason } from '../checks/reason.ts';
import type { Observation } from '../checks/observation.ts';

/** Consecutive connect or TLS time-outs of a host after which it is left alone. */
const tripsAfter = 3;
/** Milliseconds for which an open circuit lets nobody try. */
export const coolDownMs = 5_000;

/** The circuit breaker of one host within one run. `by` is the check whose time-out opened it; times are monotonic milliseconds. */
export type Breaker =
  | { readonly state: 'closed'; readonly timeouts: number }
  | { readonly state: 'open'; readonly by: string; readonly since: number }
  /** One attempt, the trial, is under way; the others wait for what it sees. */
  | { readonly state: 'half-open'; readonly by: string };

export const closed: Breaker = { state: 'closed', timeouts: 0 };

/** What an attempt says of the way to its host: a slow answer, or a wrong one, says that the way is fine. */
type Sign = 'timed-out' | 'reached' | 'nothing';

export const signOf = ({ failure }: Observation): Sign => {
  if (failure === undefined) return 'reached';
  if (failure.reason === 'connect-timeout' || failure.reason === 'tls-timeout') return 'timed-out';
  const neverTried = failure.phase === 'dns' || failure.reason === 'connect-unreachable' || isCheckerReason(failure.reason);
  return neverTried ? 'nothing' : 'reached';
};

/** `trial`: it may begin, and decides for the others. */
type Admittance = 'go' | 'trial' | 'wait' | { readonly heldBy: string };

/**
 * What becomes of an attempt that would begin at `at`. A confirmation may be the trial at once, any other attempt after the cool-down;
 * but not a confirmation asked for before the circuit opened: those that waited for a failed trial would else try one after the other.
 */
export const admit = (breaker: Breaker, attempt: { readonly askedAt: number; readonly confirms: boolean }, at: number): Admittance => {
  switch (breaker.state) {
    case 'closed':
      return 'go';
    case 'half-open':
      return 'wait';
    case 'open':
      return (attempt.confirms && attempt.askedAt >= breaker.since) || at - breaker.since >= coolDownMs ? 'trial' : { heldBy: breaker.by };
  }
};

/** The trial begins. */
export const tried = (breaker: Breaker): Breaker => (breaker.state === 'open' ? { state: 'half-open', by: breaker.by } : breaker);

/** An attempt of `check` ended at `at`; `trial` if it was the one let through. */
export const learn = (breaker: Breaker, sign: Sign, check: string, trial: boolean, at: number): Breaker => {
  if (sign === 'reached') return closed;
  if (breaker.state === 'half-open') return trial ? { state: 'open', by: breaker.by, since: at } : breaker;
  if (breaker.state === 'open' || sign === 'nothing') return breaker;
  const timeouts = breaker.timeouts + 1;
  return timeouts < tripsAfter ? { state: 'closed', timeouts } : { state: 'open', by: check, since: at };
};
