import type { Datum } from '../../../gateway/cloudwatch.ts';
import type { Exchange } from '../../balancer/exchange.ts';
import type { PastPlatform } from '../../world/past-platform.ts';
import { measuredOf } from './of-exchange.ts';
import { answeredBy, pastBefore } from './past.ts';

/** Nobody looks further back than an hour; milliseconds. */
const keptMs = 2 * 3_600_000;

type PlatformAt = (at: number) => PastPlatform;

/** What AWS measured of the load balancer. Times are epoch milliseconds. */
export interface BalancerMetrics {
  /** Takes note of a request. */
  readonly seen: (exchange: Exchange) => void;
  /** What there is at a moment. `platformAt` tells how the platform was before it was started. */
  readonly until: (now: number, platformAt: PlatformAt) => readonly Datum[];
}

export interface BalancerMetricsOptions {
  readonly startedAt: number;
  /** The value of that dimension. */
  readonly loadBalancer: string;
  readonly idleTimeoutMs: number;
}

/** Measures requests as they come. Before it was started it had been there for more than an hour, with users of its own. */
export const balancerMetrics = ({ startedAt, loadBalancer, idleTimeoutMs }: BalancerMetricsOptions): BalancerMetrics => {
  const past = pastBefore(startedAt);
  let data: Datum[] = [];
  let known: { readonly platformAt: PlatformAt; readonly data: readonly Datum[] } | undefined;
  /** Of before the start; it is asked for again and again. */
  const before = (platformAt: PlatformAt): readonly Datum[] => {
    known = known?.platformAt === platformAt ? known : {
      platformAt, data: past.flatMap((request) => measuredOf(answeredBy(platformAt(request.at), request, idleTimeoutMs), loadBalancer)),
    };
    return known.data;
  };
  return {
    seen: (exchange) => {
      data.push(...measuredOf(exchange, loadBalancer));
    },
    until: (now, platformAt) => {
      data = data.filter(({ at }) => at > now - keptMs);
      return [...before(platformAt), ...data].filter(({ at }) => at > now - keptMs && at <= now);
    },
  };
};
