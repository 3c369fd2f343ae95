import { describe, expect, it } from 'vitest';
import { getMetricData } from '../../../../../local/gateway/cloudwatch/metric-data.ts';
import type { Exchange } from '../../../../../local/lab/balancer/exchange.ts';
import { balancerMetrics } from '../../../../../local/lab/control-plane/metrics/balancer.ts';

const startedAt = Date.UTC(2025, 7, 6, 8, 30, 20);
const minute = 60_000;
const loadBalancer = 'app/hokusai/1';
const Dimensions = [{ Name: 'LoadBalancer', Value: loadBalancer }];

/** Statistics of the load balancer's metrics in the last so many minutes. */
const measured = (
  exchanges: readonly Exchange[], now: number, minutes: number, ...asked: readonly (readonly [name: string, stat: string])[]
) => {
  const metrics = balancerMetrics(startedAt, loadBalancer);
  exchanges.forEach(metrics.seen);
  const end = Math.floor(now / minute) * 60;
  const { MetricDataResults } = getMetricData(metrics.until(now), {
    StartTime: end - minutes * 60, EndTime: end, MetricDataQueries: asked.map(([MetricName, Stat], index) => ({
      Id: `q${index}`, MetricStat: { Metric: { Namespace: 'AWS/ApplicationELB', MetricName, Dimensions }, Period: minutes * 60, Stat },
    })),
  }) as { readonly MetricDataResults: readonly { readonly Values: readonly number[] }[] };
  return MetricDataResults.map(({ Values }) => Values[0]);
};

describe('what is measured of the load balancer', () => {
  it('is an hour of users that were well served, before it was started', () => {
    const names = ['RequestCount', 'HTTPCode_Target_5XX_Count', 'HTTPCode_ELB_5XX_Count', 'HTTPCode_Target_4XX_Count'];
    expect(measured([], startedAt, 60, ...names.map((name) => [name, 'Sum'] as const))).toEqual([1800, undefined, undefined, 45]);
    const [p95 = 0, most = 0] = measured([], startedAt, 60, ['TargetResponseTime', 'p95'], ['TargetResponseTime', 'Maximum']);
    expect(p95).toBeLessThan(most);
    expect(most).toBeLessThan(1);
  });

  it('is of users who were not served where a service had been failing by then', () => {
    const from = startedAt - 30 * minute;
    const counted = (status: 502 | 503) => {
      const data = balancerMetrics(startedAt, loadBalancer).until(startedAt, [{ service: 'api', from, status }]);
      const since = data.filter(({ at }) => at >= from);
      const count = (name: string, some: typeof data) => some.filter((datum) => datum.name === name).length;
      const earlier = data.filter(({ at }) => at < from);
      return [count('RequestCount', since), count(`HTTPCode_ELB_${status}_Count`, since), count('HTTPCode_Target_2XX_Count', since), count('HTTPCode_ELB_5XX_Count', earlier)];
    };
    const well = balancerMetrics(startedAt, loadBalancer).until(startedAt).filter(({ at, name }) => at >= from && name === 'RequestCount').length;
    expect(counted(502)).toEqual([well, 600, 292, 0]);
    expect(counted(503)).toEqual([well - 600, 600, 292, 0]);
  });

  it('is the same for the same start', () => {
    expect(balancerMetrics(startedAt, loadBalancer).until(startedAt)).toEqual(balancerMetrics(startedAt, loadBalancer).until(startedAt));
  });

  const at = startedAt + 5 * minute;
  const now = at + 2 * minute;
  it.for<readonly [string, Exchange, Readonly<Record<string, number>>]>([
    [
      "a target's answer", { by: 'target', at, status: 200, group: 'api', tookMs: 250 },
      { RequestCount: 1, HTTPCode_Target_2XX_Count: 1, TargetResponseTime: 0.25 },
    ],
    [
      "a target's own failure", { by: 'target', at, status: 500, group: 'api', tookMs: 10 },
      { RequestCount: 1, HTTPCode_Target_5XX_Count: 1, TargetResponseTime: 0.01 },
    ],
    [
      'a target that refuses', { by: 'balancer', at, status: 502, group: 'api' },
      { RequestCount: 1, HTTPCode_ELB_5XX_Count: 1, HTTPCode_ELB_502_Count: 1 },
    ],
    ['a group without targets', { by: 'balancer', at, status: 503 }, { HTTPCode_ELB_5XX_Count: 1, HTTPCode_ELB_503_Count: 1 }],
    ['a host without a rule', { by: 'balancer', at, status: 404 }, { HTTPCode_ELB_4XX_Count: 1 }],
    ['a client that left', { by: 'balancer', at, status: 460, group: 'api' }, { RequestCount: 1, HTTPCode_ELB_4XX_Count: 1 }],
  ])('is of %s what AWS counts', ([, exchange, counts]) => {
    const names = [
      'RequestCount', 'TargetResponseTime', 'HTTPCode_Target_2XX_Count', 'HTTPCode_Target_5XX_Count', 'HTTPCode_ELB_4XX_Count',
      'HTTPCode_ELB_5XX_Count', 'HTTPCode_ELB_502_Count', 'HTTPCode_ELB_503_Count',
    ];
    const values = measured([exchange], now, 3, ...names.map((name) => [name, 'Sum'] as const));
    expect(Object.fromEntries(names.flatMap((name, index) => (values[index] === undefined ? [] : [[name, values[index]]])))).toEqual(counts);
  });

  it('is not what is still to come, nor what was long ago', () => {
    const metrics = balancerMetrics(startedAt, loadBalancer);
    metrics.seen({ by: 'target', at, status: 200, group: 'api', tookMs: 1 });
    expect(metrics.until(startedAt + minute).filter((datum) => datum.at > startedAt)).toEqual([]);
    expect(metrics.until(now).filter((datum) => datum.at === at)).toHaveLength(3);
    expect(metrics.until(now + 180 * minute)).toEqual([]);
  });
});
