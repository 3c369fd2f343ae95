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
 * Calls each category at once and then whenever its interval begins anew, until it is stopped; one that may run early as often as the
 * most frequent one, if it is due. A category never overlaps itself: what comes due or is asked for while it runs is done once when it
 * has ended.
 */
export const createSchedule = ({ categories, everyMs, call, failed }: ScheduleOptions) => {
  const timers = new Map<CategoryName, NodeJS.Timeout>();
  const running = new Map<CategoryName, Promise<void>>();
  /** What comes next, and whether only if it is due. */
  const next = new Map<CategoryName, boolean>();
  const shortest = Math.min(...categories.map((category) => everyMs[category]));
  let stopped = false;

  const begin = (category: CategoryName, time: number, ifDue = false): void => {
    if (stopped) return;
    if (running.has(category)) {
      next.set(category, ifDue && next.get(category) !== false);
      return;
    }
    running.set(category, call(category, time, ifDue).catch((error: unknown) => failed(category, error)).finally(() => {
      running.delete(category);
      const again = next.get(category);
      next.delete(category);
      if (again !== undefined) begin(category, Date.now(), again);
    }));
  };
  const wait = (category: CategoryName, last: number): void => {
    const interval = isEarly(category) ? shortest : everyMs[category];
    // A timer may ring a moment early; the interval that it rang for is not waited for again.
    const at = (Math.floor(Math.max(Date.now(), last) / interval) + 1) * interval;
    timers.set(category, setTimeout(() => {
      begin(category, at, isEarly(category));
      wait(category, at);
    }, at - Date.now()));
  };
  return {
    start: (): void => categories.forEach((category) => {
      begin(category, Date.now());
      wait(category, 0);
    }),
    /** Runs every category now. */
    all: (): void => categories.forEach((category) => begin(category, Date.now())),
    /** Waits for what runs. */
    stop: async (): Promise<void> => {
      stopped = true;
      timers.forEach((timer) => clearTimeout(timer));
      await Promise.all(running.values());
    },
  };
};
