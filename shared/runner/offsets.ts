/**
 * When, after the run's start, a check that has just failed is probed again: at the next described offset, and at once where all of them went
 * by while its first attempt was under way. Undefined: no more. All in milliseconds; the offsets ascend, `confirms` tells that the attempt was
 * a repeated one.
 */
export const nextAttemptMs = (confirmationMs: readonly number[], elapsedMs: number, confirms: boolean): number | undefined =>
  confirmationMs.find((offset) => offset > elapsedMs) ?? (!confirms && confirmationMs.length > 0 ? elapsedMs : undefined);
