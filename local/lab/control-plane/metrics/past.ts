import type { Exchange } from '../../balancer/exchange.ts';

/** So far back goes what was before the lab was started: an hour that can be looked at, and what a look may be late. */
const pastMs = 90 * 60_000;
/** Requests of the lab's other users come so far apart, milliseconds. */
const everyMs = 2_000;

const groups = ['auth', 'api', 'api'] as const;

/** What went through the load balancer before a moment (epoch milliseconds), when all was well: the same for the same moment. */
export const pastBefore = (startedAt: number): readonly Exchange[] =>
  Array.from({ length: pastMs / everyMs }, (_, index): Exchange => ({
    by: 'target', at: startedAt - pastMs + index * everyMs, status: index % 40 === 39 ? 404 : 200, group: groups[index % groups.length] ?? 'api',
    // Neither even nor sorted, and seldom long.
    tookMs: 20 + ((index * 37) % 100) + (index % 50 === 49 ? 300 : 0),
  }));
