import { choiceFor, hangingStatus } from '../../balancer/choice.ts';
import type { Exchange } from '../../balancer/exchange.ts';
import type { PastPlatform } from '../../world/past-platform.ts';
import { usual, type Usual } from '../../world/usual-answers.ts';

/** So far back goes what was before the lab was started: an hour that can be looked at, and what a look may be late. */
const pastMs = 90 * 60_000;
/** Requests of the lab's other users come so far apart, milliseconds. */
const everyMs = 2_000;

/** A request of the past, and how long a service took to answer it where it came to one. */
export interface PastRequest extends Usual {
  readonly at: number;
  readonly tookMs: number;
  /** It was for something that there is not. */
  readonly vain: boolean;
}

/** Requests that came to the load balancer before a moment (epoch milliseconds): the same for the same moment. */
export const pastBefore = (startedAt: number): readonly PastRequest[] =>
  Array.from({ length: pastMs / everyMs }, (_, index): PastRequest => ({
    ...usual[index % usual.length] ?? usual[0], at: startedAt - pastMs + index * everyMs, vain: index % 40 === 39,
    // Neither even nor sorted, and seldom long.
    tookMs: 20 + ((index * 37) % 100) + (index % 50 === 49 ? 300 : 0),
  }));

/** What became of it. */
export const answeredBy = ({ listener, statusOf }: PastPlatform, request: PastRequest, idleTimeoutMs: number): Exchange => {
  const { at, tookMs, vain } = request;
  const choice = choiceFor(listener, request, at);
  if ('fixed' in choice) return { by: 'balancer', at, status: choice.fixed.status };
  const { group } = choice;
  if ('hangsMs' in choice) return { by: 'balancer', at, status: hangingStatus(choice.hangsMs, idleTimeoutMs), group };
  const [target] = choice.targets;
  if (target === undefined) return { by: 'balancer', at, status: 503 };
  if (target.refusedAt !== undefined) return { by: 'balancer', at, status: 502, group };
  const status = statusOf(request, group);
  return { by: 'target', at, status: vain && status === 200 ? 404 : status, group, tookMs };
};
