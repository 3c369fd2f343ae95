import type { Phase, PhaseTimings } from '../../checks/observation.ts';

/** Where the time of a probe went: milliseconds by phase, and their sum, with three decimals. */
export interface Timings { readonly phases: PhaseTimings; readonly totalMs: number }

/**
 * Divides the time of a probe into phases by consecutive marks of a monotonic clock: each moment from the first `enter` to `stop`
 * belongs to exactly one phase, so that the phases add up to the total. It counts in whole microseconds, so that they do so exactly, but
 * for what binary fractions of a millisecond lose. A phase entered again (the next hop of a redirect) goes on.
 */
export class Stopwatch {
  readonly #now: () => number;
  readonly #microseconds = new Map<Phase, number>();
  #phase: Phase | undefined;
  #since = 0;
  #stopped = false;

  /** `now` gives milliseconds and never goes back. */
  constructor(now = (): number => performance.now()) {
    this.#now = now;
  }

  /** The phase the probe is in, or ended in. */
  get phase(): Phase | undefined {
    return this.#phase;
  }

  /** Ends the current phase and begins the next. */
  enter(phase: Phase): void {
    this.#mark();
    this.#phase = phase;
  }

  /** Ends the measurement; later calls change nothing. */
  stop(): Timings {
    this.#mark();
    this.#stopped = true;
    let total = 0;
    const phases: Partial<Record<Phase, number>> = {};
    for (const [phase, microseconds] of this.#microseconds) {
      phases[phase] = microseconds / 1_000;
      total += microseconds;
    }
    return { phases, totalMs: total / 1_000 };
  }

  #mark(): void {
    if (this.#stopped) return;
    const now = Math.round(this.#now() * 1_000);
    if (this.#phase !== undefined) this.#microseconds.set(this.#phase, (this.#microseconds.get(this.#phase) ?? 0) + now - this.#since);
    this.#since = now;
  }
}
