import type { Clock } from './clock.ts';

/** The longest `setTimeout` can wait; anything longer would ring at once (Node.js documentation, "Timers"). */
const longestMs = 2 ** 31 - 1;

const timer: Clock['timer'] = (ms, ring) => {
  if (ms <= 0) {
    const immediate = setImmediate(ring);
    return () => clearImmediate(immediate);
  }
  const timeout = setTimeout(ring, Math.min(ms, longestMs));
  return () => clearTimeout(timeout);
};

const sleep: Clock['sleep'] = (ms, signal) => new Promise((resolve) => {
  if (signal?.aborted === true) return resolve();
  const wake = () => {
    cancel();
    signal?.removeEventListener('abort', wake);
    resolve();
  };
  const cancel = timer(ms, wake);
  signal?.addEventListener('abort', wake, { once: true });
});

/** The machine's own time. */
export const machineClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep,
  timer,
};
