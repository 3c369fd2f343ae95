import type { Datum } from '../../../gateway/cloudwatch.ts';
import type { Exchange } from '../../balancer/exchange.ts';

/** Those of the load balancer's own failures that have a metric each. */
const counted: ReadonlySet<number> = new Set([500, 502, 503, 504]);

/**
 * What an application load balancer measures of a request, by its dimension `LoadBalancer`. A request without a target is not in
 * `RequestCount`. Source: Elastic Load Balancing user guide, "CloudWatch metrics for your Application Load Balancer".
 */
export const measuredOf = (exchange: Exchange, loadBalancer: string): readonly Datum[] => {
  const { at, by, status, group } = exchange;
  const datum = (name: string, value = 1, unit = 'Count'): Datum =>
    ({ namespace: 'AWS/ApplicationELB', name, value, unit, at, dimensions: { LoadBalancer: loadBalancer } });
  const byClass = `${Math.floor(status / 100)}XX_Count`;
  const placed = group === undefined ? [] : [datum('RequestCount')];
  if (by === 'target') return [...placed, datum(`HTTPCode_Target_${byClass}`), datum('TargetResponseTime', exchange.tookMs / 1000, 'Seconds')];
  const own = counted.has(status) ? [datum(`HTTPCode_ELB_${status}_Count`)] : [];
  // It counts no success of its own.
  return [...placed, ...(status < 300 ? [] : [datum(`HTTPCode_ELB_${byClass}`)]), ...own];
};
