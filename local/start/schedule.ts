import type { CategoryName } from '../../shared/platform/category.ts';

export interface ScheduleOptions {
  readonly categories: readonly CategoryName[];
  readonly everyMs: Readonly<Record<CategoryName, number>>;
  /** `time` is epoch milliseconds. */
  readonly call: (category: CategoryName, time: number) => Promise<void>;
  /** Told of a call that failed; the others, and its next one, go on. */
  readonly failed: (category: CategoryName, error: unknown) => void;
}

/**
 * Calls each category at once and then whenever its interval begins anew, until it is stopped. A category never overlaps itself:
 * what comes due or is asked for while it runs is done once when it has ended.
 */
export const createSchedule = ({ categories, everyMs, call, failed }: ScheduleOptions) => {
  const timers = new Map<CategoryName, NodeJS.Timeout>();
  const running = new Map<CategoryName, Promise<void>>();
  const due = new Set<CategoryName>();
  let stopped = false;

  const begin = (category: CategoryName, time: number): void => {
    if (stopped) return;
    if (running.has(category)) {
      due.add(category);
      return;
    }
    running.set(category, call(category, time).catch((error: unknown) => failed(category, error)).finally(() => {
      running.delete(category);
      if (due.delete(category)) begin(category, Date.now());
    }));
  };
  const wait = (category: CategoryName, last: number): void => {
    // A timer may ring a moment early; the interval that it rang for is not waited for again.
    const next = (Math.floor(Math.max(Date.now(), last) / everyMs[category]) + 1) * everyMs[category];
    timers.set(category, setTimeout(() => {
      begin(category, next);
      wait(category, next);
    }, next - Date.now()));
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
