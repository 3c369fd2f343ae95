import { admit, closed, learn, signOf, tried } from './breaker.ts';
import type { Breaker } from './breaker.ts';
import type { Clock } from './clock.ts';
import type { Observation } from '../checks/observation.ts';

/** What wants to be probed. */
export interface Request {
  readonly check: string;
  /** Absent where no host is touched; then only the total limit and the pace hold. */
  readonly host: string | undefined;
  /** Goes before the others, and through an open circuit. */
  readonly exempt: boolean;
  /** A repeated attempt of the confirmation burst. */
  readonly confirms: boolean;
  /** The attempt is pointless if it begins later (monotonic). */
  readonly latestStart: number;
}

export type Admission =
  | { readonly way: 'go'; readonly trial: boolean }
  | { readonly way: 'held'; readonly by: string }
  | { readonly way: 'late' };

interface Waiter extends Request { readonly askedAt: number; readonly answer: (admission: Admission) => void }
interface Host { inFlight: number; breaker: Breaker }

/**
 * Milliseconds between two starts, on average, and how far behind this pace late timers may be and still catch up. Chosen by
 * measuring (`bench/accuracy.ts`): closer starts fall into each other's timings, wider ones make sweeps slow.
 */
const spacingMs = 1;
const catchUpMs = 4;
const late: Admission = { way: 'late' };

/**
 * Decides what may begin when: so many in flight in total and per host, starts spaced out so that one check's work does not fall into
 * another's timings, and nothing on a host whose circuit is open. First come, first served, among those that can begin.
 */
export const createGate = (clock: Clock, limits: { readonly total: number; readonly perHost: number }) => {
  const queues: readonly [exempt: Waiter[], others: Waiter[]] = [[], []];
  const hosts = new Map<string, Host>();
  let inFlight = 0;
  let nextAt = -Infinity;
  let pacing = false;

  const hostOf = (name: string): Host => {
    const known = hosts.get(name) ?? { inFlight: 0, breaker: closed };
    hosts.set(name, known);
    return known;
  };

  /** What can be said to a waiter now; undefined: it goes on waiting. */
  const decide = (waiter: Waiter, now: number): Admission | undefined => {
    if (now > waiter.latestStart) return late;
    const host = waiter.host === undefined ? undefined : hostOf(waiter.host);
    if (host === undefined) return { way: 'go', trial: false };
    const admitted = waiter.exempt ? 'go' : admit(host.breaker, waiter, now);
    if (typeof admitted === 'object') return { way: 'held', by: admitted.heldBy };
    if (admitted === 'wait' || host.inFlight >= limits.perHost) return undefined;
    return { way: 'go', trial: admitted === 'trial' };
  };

  const start = (waiter: Waiter, trial: boolean, now: number) => {
    inFlight += 1;
    nextAt = Math.max(nextAt, now - catchUpMs) + spacingMs;
    if (waiter.host === undefined) return;
    const host = hostOf(waiter.host);
    host.inFlight += 1;
    if (trial) host.breaker = tried(host.breaker);
  };

  const idle = () => !pacing && queues.every((queue) => queue.length === 0);

  /** Answers those it can, up to the next start; at most one start a turn of the event loop, so that answers are read in between. */
  const pump = (): void => {
    for (const queue of queues) {
      for (let index = 0; index < queue.length; ) {
        if (pacing || inFlight >= limits.total) return;
        const now = clock.monotonic();
        if (now < nextAt) return pace(nextAt - now);
        const waiter = queue[index];
        const admission = waiter && decide(waiter, now);
        if (waiter === undefined || admission === undefined) {
          index += 1;
          continue;
        }
        queue.splice(index, 1);
        waiter.answer(admission);
        if (admission.way !== 'go') continue;
        start(waiter, admission.trial, now);
        return idle() ? undefined : pace(nextAt - now);
      }
    }
  };

  const pace = (ms: number) => {
    pacing = true;
    clock.timer(ms, () => {
      pacing = false;
      pump();
    });
  };

  return {
    /** Resolves when the attempt may begin; then, and only then, `leave` must follow. Resolves at the end of the run at the latest. */
    enter: (request: Request): Promise<Admission> => new Promise((answer) => {
      // Having rested is no reason to hurry.
      if (idle()) nextAt = Math.max(nextAt, clock.monotonic());
      queues[request.exempt ? 0 : 1].push({ ...request, askedAt: clock.monotonic(), answer });
      pump();
    }),
    /** The attempt has ended. */
    leave: (request: Request, trial: boolean, observation: Observation) => {
      inFlight -= 1;
      if (request.host !== undefined) {
        const host = hostOf(request.host);
        host.inFlight -= 1;
        host.breaker = learn(host.breaker, signOf(observation), request.check, trial, clock.monotonic());
      }
      pump();
    },
    /** The run is over: nobody waits any longer. */
    close: () => {
      for (const queue of queues) for (const waiter of queue.splice(0)) waiter.answer(late);
    },
  };
};

export type Gate = ReturnType<typeof createGate>;
