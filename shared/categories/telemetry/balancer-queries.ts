import type { Query } from './part.ts';

/** Times that are looked at, milliseconds, by what the ids of their queries end in. */
export const windows = { hour: 3_600_000, ten: 600_000 } as const;
type Window = keyof typeof windows;

const counted = (dimensions: Readonly<Record<string, string>>, period: number) => (id: string, name: string): Query =>
  ({ id, metric: { namespace: 'AWS/ApplicationELB', name, dimensions, stat: 'Sum' }, period });

/**
 * The requests of a window, and which of them the platform failed. `RequestCount` lacks those for which the load balancer had no
 * target: its own 503. A count without a single occurrence is not published at all, which is what `FILL` is for.
 */
const requests = (dimensions: Readonly<Record<string, string>>, window: Window): readonly Query[] => {
  const period = windows[window];
  const count = counted(dimensions, period);
  return [
    count(`placed_${window}`, 'RequestCount'),
    count(`unplaced_${window}`, 'HTTPCode_ELB_503_Count'),
    count(`balancer_errors_${window}`, 'HTTPCode_ELB_5XX_Count'),
    count(`target_errors_${window}`, 'HTTPCode_Target_5XX_Count'),
    { id: `requests_${window}`, expression: `FILL(placed_${window}, 0) + FILL(unplaced_${window}, 0)`, period },
    { id: `errors_${window}`, expression: `FILL(balancer_errors_${window}, 0) + FILL(target_errors_${window}, 0)`, period },
  ];
};

/**
 * What is asked of a load balancer, by the value of its dimension. A window is one period, so that every ratio and percentile is of all
 * of it.
 */
export const balancerQueries = (loadBalancer: string): readonly Query[] => {
  const dimensions = { LoadBalancer: loadBalancer };
  const response = (id: string, stat: string): Query =>
    ({ id, metric: { namespace: 'AWS/ApplicationELB', name: 'TargetResponseTime', dimensions, stat }, period: windows.ten });
  return [
    ...requests(dimensions, 'hour'),
    { id: 'availability', expression: '100 * (requests_hour - errors_hour) / requests_hour', period: windows.hour },
    ...requests(dimensions, 'ten'),
    { id: 'error_rate', expression: '100 * errors_ten / requests_ten', period: windows.ten },
    response('response_time', 'p95'),
    response('responses', 'SampleCount'),
  ];
};
