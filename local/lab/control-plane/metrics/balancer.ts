import type { Datum } from '../../../gateway/cloudwatch.ts';
import type { Exchange } from '../../balancer/exchange.ts';
import { measuredOf } from './of-exchange.ts';
import { pastBefore } from './past.ts';

/** Nobody looks further back than an hour; milliseconds. */
const keptMs = 2 * 3_600_000;

/** A service whose tasks have not served since a moment (epoch milliseconds), and what the load balancer answers in their place. */
export interface Failing { readonly service: string; readonly from: number; readonly status: 502 | 503 }

/** Without a target there is no group that the request was given to. */
const failed = (at: number, { service, status }: Failing): Exchange => ({ by: 'balancer', at, status, ...(status === 502 ? { group: service } : {}) });

/** What AWS measured of the load balancer. Times are epoch milliseconds. */
export interface BalancerMetrics {
  /** Takes note of a request. */
  readonly seen: (exchange: Exchange) => void;
  /** What there is at a moment, if services had been failing before it was started as they do now. */
  readonly until: (now: number, failing?: readonly Failing[]) => readonly Datum[];
}

/**
 * Measures requests as they come. Before it was started all had been well for more than an hour, with users of its own. `loadBalancer` is
 * the value of that dimension.
 */
export const balancerMetrics = (startedAt: number, loadBalancer: string): BalancerMetrics => {
  const past = pastBefore(startedAt);
  let data: Datum[] = [];
  return {
    seen: (exchange) => {
      data.push(...measuredOf(exchange, loadBalancer));
    },
    until: (now, failing = []) => {
      data = data.filter(({ at }) => at > now - keptMs);
      const before = past.flatMap((exchange) => {
        const of = failing.find(({ service, from }) => exchange.group === service && exchange.at >= from);
        return measuredOf(of === undefined ? exchange : failed(exchange.at, of), loadBalancer);
      });
      return [...before, ...data].filter(({ at }) => at > now - keptMs && at <= now);
    },
  };
};
