import { isEarly, type CategoryName } from '../../shared/platform/category.ts';

export interface ScheduleOptions {
  readonly categories: readonly CategoryName[];
  readonly everyMs: Readonly<Record<CategoryName, number>>;
  /** `time` is epoch milliseconds. With `ifDue` the category itself finds out whether it is. */
  readonly call: (category: CategoryName, time: number, ifDue: boolean) => Promise<void>;
  /** Told of a call that failed; the others, and its next one, go on. */
  readonly failed: (category: CategoryName, error: unknown) => void;
}

/**
 * Calls each category whenever its interval begins anew, until it is stopped; one that may run early as often as the most frequent one,
 * if it is due. A category never overlaps itself: what comes due or is asked for while it runs is done once when it has ended.
 */
export const createSchedule = ({ categories, everyMs, call, failed }: ScheduleOptions) => {
  const timers = new Map<CategoryName, NodeJS.Timeout>();
  const running = new Map<CategoryName, Promise<void>>();
  /** What comes next, and whether only if it is due. */
  const next = new Map<CategoryName, { readonly ifDue: boolean; readonly ended: Promise<void> }>();
  const shortest = Math.min(...categories.map((category) => everyMs[category]));
  let stopped = false;

  /** Resolves when the run has ended, or is not to be. */
  const begin = async (category: CategoryName, time: number, ifDue = false): Promise<void> => {
    if (stopped) return;
    const present = running.get(category);
    if (present === undefined) {
      const run = call(category, time, ifDue).catch((error: unknown) => failed(category, error)).finally(() => running.delete(category));
      running.set(category, run);
      return run;
    }
    const waiting = next.get(category);
    const ended = waiting?.ended ?? present.then(() => {
      const again = next.get(category);
      next.delete(category);
      return begin(category, Date.now(), again?.ifDue);
    });
    next.set(category, { ifDue: ifDue && waiting?.ifDue !== false, ended });
    return ended;
  };
  const wait = (category: CategoryName, last: number): void => {
    const interval = isEarly(category) ? shortest : everyMs[category];
    // A timer may ring a moment early; the interval that it rang for is not waited for again.
    const at = (Math.floor(Math.max(Date.now(), last) / interval) + 1) * interval;
    timers.set(category, setTimeout(() => {
      void begin(category, at, isEarly(category));
      wait(category, at);
    }, at - Date.now()));
  };
  return {
    start: (): void => categories.forEach((category) => wait(category, 0)),
    /** Runs a category now, or once the run under way has ended; resolves when that has ended, or at once when nothing runs any more. */
    run: (category: CategoryName): Promise<void> => begin(category, Date.now()),
    /** Runs every category now. */
    all: (): void => categories.forEach((category) => void begin(category, Date.now())),
    /** Waits for what runs. */
    stop: async (): Promise<void> => {
      stopped = true;
      timers.forEach((timer) => clearTimeout(timer));
      await Promise.all(running.values());
    },
  };
};
