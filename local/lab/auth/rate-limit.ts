/** Requests that one key may make in a window, unless it is set otherwise. */
export const usualLimit = 6000;
export const windowMs = 60_000;

/** How a request stands within its key's window. */
export interface Allowance {
  readonly allowed: boolean;
  readonly remaining: number;
  /** Seconds until the window starts anew. */
  readonly resetSeconds: number;
}

/** How one more request of a key stands, which is counted with it; `at` is epoch milliseconds. */
export type RateLimit = (id: string, limit: number, at: number) => Allowance;

/** Counts requests by key in fixed windows. Keys that nobody knows share one count. */
export function createRateLimit(): RateLimit {
  const windows = new Map<string, { from: number; count: number }>();
  return (id, limit, at) => {
    const current = windows.get(id);
    const window = current !== undefined && at < current.from + windowMs ? current : { from: at, count: 0 };
    window.count += 1;
    windows.set(id, window);
    return {
      allowed: window.count <= limit,
      remaining: Math.max(0, limit - window.count),
      resetSeconds: Math.ceil((window.from + windowMs - at) / 1000),
    };
  };
}
