import type { Datum } from '../../../gateway/cloudwatch.ts';
import type { Exchange } from '../../balancer/exchange.ts';
import { measuredOf } from './of-exchange.ts';
import { pastBefore } from './past.ts';

/** Nobody looks further back than an hour; milliseconds. */
const keptMs = 2 * 3_600_000;

/** What AWS measured of the load balancer. Times are epoch milliseconds. */
export interface BalancerMetrics {
  /** Takes note of a request. */
  readonly seen: (exchange: Exchange) => void;
  /** What there is at a moment. */
  readonly until: (now: number) => readonly Datum[];
}

/**
 * Measures requests as they come. Before it was started all had been well for more than an hour, with users of its own. `loadBalancer` is
 * the value of that dimension.
 */
export const balancerMetrics = (startedAt: number, loadBalancer: string): BalancerMetrics => {
  let data = pastBefore(startedAt).flatMap((exchange) => measuredOf(exchange, loadBalancer));
  return {
    seen: (exchange) => {
      data.push(...measuredOf(exchange, loadBalancer));
    },
    until: (now) => {
      data = data.filter(({ at }) => at > now - keptMs);
      return data.filter(({ at }) => at <= now);
    },
  };
};
