import type { Clock } from './clock.ts';

const tickMs = 10;
/** Milliseconds of lateness beyond which no timing is trusted. A stall of `tickMs` more than this is never missed. */
const lateMs = 15;
/** And beyond which share of what an attempt took: 20 ms say nothing against a time-out of 2 s. */
const lateShare = 0.1;

/** Watches, while attempts are under way, how late the event loop comes to what is due; a late loop reads answers late. */
export const watchLoop = (clock: Clock) => {
  let underWay = 0;
  let dueAt = Infinity;
  let lates: { readonly at: number; readonly by: number }[] = [];
  let cancel: (() => void) | undefined;

  const look = () => {
    const now = clock.monotonic();
    if (now - dueAt > lateMs) lates.push({ at: now, by: now - dueAt });
  };
  const arm = () => {
    dueAt = clock.monotonic() + tickMs;
    cancel = clock.timer(tickMs, () => {
      look();
      arm();
    });
  };

  return {
    /** An attempt begins. */
    begin: () => {
      underWay += 1;
      if (underWay === 1) arm();
    },
    /**
     * It ends; says whether the loop was late since it began at `startedAt` (monotonic) by enough to matter to its time. Looks for
     * itself: the tick may be waiting too.
     */
    end: (startedAt: number): boolean => {
      look();
      underWay -= 1;
      const limit = Math.max(lateMs, lateShare * (clock.monotonic() - startedAt));
      const suspect = lates.some(({ at, by }) => at >= startedAt && by > limit);
      if (underWay === 0) {
        cancel?.();
        lates = [];
      }
      return suspect;
    },
  };
};
