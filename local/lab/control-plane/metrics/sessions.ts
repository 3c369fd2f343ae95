/** Nobody looks further back than an hour; milliseconds. */
const keptMs = 2 * 3_600_000;

/** How many sessions a server had when. Times are epoch milliseconds. */
export interface SessionCounts {
  /** Takes note of how many there are from now on. */
  readonly seen: (count: number, now: number) => void;
  readonly at: (at: number) => number;
}

/** Before the first one was seen there was none. */
export const sessionCounts = (): SessionCounts => {
  let counts: { readonly since: number; readonly count: number }[] = [];
  const at = (moment: number) => counts.findLast(({ since }) => since <= moment);
  return {
    seen: (count, now) => {
      const oldest = at(now - keptMs);
      // With a clock that was put back, what is seen last holds.
      counts = [...counts.filter(({ since }) => since < now && (oldest === undefined || since >= oldest.since)), { since: now, count }];
    },
    at: (moment) => at(moment)?.count ?? 0,
  };
};
