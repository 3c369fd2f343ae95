/** Time, handed in: production reads the machine's, tests make their own. */
export interface Clock {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Milliseconds from a fixed point, never going back. */
  readonly monotonic: () => number;
  /** Resolves after `ms`; resolves at once when the signal is aborted. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Calls `ring` once after `ms` (0 or less: in the next turn of the event loop), unless the function it returns was called before. */
  readonly timer: (ms: number, ring: () => void) => () => void;
}
