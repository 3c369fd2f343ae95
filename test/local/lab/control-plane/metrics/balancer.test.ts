import { describe, expect, it } from 'vitest';
import { getMetricData } from '../../../../../local/gateway/cloudwatch/metric-data.ts';
import type { Exchange } from '../../../../../local/lab/balancer/exchange.ts';
import { balancerMetrics } from '../../../../../local/lab/control-plane/metrics/balancer.ts';
import { healthy } from '../../../../../local/lab/healthy.ts';
import { createSwitches } from '../../../../../local/lab/switches.ts';
import { pastPlatforms } from '../../../../../local/lab/world/past-platform.ts';

const startedAt = Date.UTC(2025, 7, 6, 8, 30, 20);
const minute = 60_000;
const loadBalancer = 'app/hokusai/1';
const ports = { ports: { auth: 1, api: 2, mlflow: 3 }, refusedPort: 4 };
const well = healthy('hk_test_0000000000000000', 'made-up', startedAt);
const started = () => balancerMetrics({ startedAt, loadBalancer, idleTimeoutMs: 60_000 });
/** With these causes since the start. */
const platform = (...causes: readonly string[]) => {
  const { breakBy, history } = createSwitches(well, () => {});
  breakBy(causes, startedAt);
  return pastPlatforms(ports)(history());
};
const Dimensions = [{ Name: 'LoadBalancer', Value: loadBalancer }];

/** Statistics of the load balancer's metrics in the last so many minutes. */
const measured = (
  exchanges: readonly Exchange[], now: number, minutes: number, ...asked: readonly (readonly [name: string, stat: string])[]
) => {
  const metrics = started();
  exchanges.forEach(metrics.seen);
  const end = Math.floor(now / minute) * 60;
  const { MetricDataResults } = getMetricData(metrics.until(now, platform()), {
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

  // A third of the hour's 1800 requests are for auth, the others for the registry; every fortieth is for something that there is not.
  const [ofAuth, ofApi] = [600, 1200];
  it.each<readonly [causes: readonly string[], counts: Readonly<Record<string, number>>]>([
    [['api-command-wrong'], { RequestCount: 1800, ELB_502: ofApi, ELB_5XX: ofApi, Target_2XX: 585, Target_4XX: 15 }],
    [['api-image-missing'], { RequestCount: ofAuth, ELB_503: ofApi, ELB_5XX: ofApi, Target_2XX: 585, Target_4XX: 15 }],
    [['registry-no-targets', 'api-command-wrong'], { RequestCount: ofAuth, ELB_503: ofApi, ELB_5XX: ofApi, Target_2XX: 585, Target_4XX: 15 }],
    // Who waits for a target that drains is counted: one was chosen.
    [['registry-draining', 'api-command-wrong'], { RequestCount: 700, ELB_503: 1100, ELB_502: 20, ELB_504: 80, ELB_5XX: ofApi, Target_2XX: 585, Target_4XX: 15 }],
    [['registry-rules-all-missing', 'api-command-wrong'], { RequestCount: ofAuth, ELB_4XX: ofApi, Target_2XX: 585, Target_4XX: 15 }],
    [['maintenance-page-left', 'api-command-wrong'], {}],
    [['rule-shadowed', 'api-command-wrong'], { RequestCount: ofAuth, ELB_503: ofApi, ELB_5XX: ofApi, Target_2XX: 585, Target_4XX: 15 }],
    // The registry knows nothing of auth's paths, and lets nobody in whose key nobody knows.
    [['auth-image-missing', 'hosts-swapped'], { RequestCount: 1800, Target_4XX: 1800 }],
    [['auth-image-missing'], { RequestCount: ofApi, ELB_503: ofAuth, ELB_5XX: ofAuth, Target_4XX: ofApi }],
    // Auth cannot look any key up.
    [['database-full'], { RequestCount: 1800, ELB_502: ofApi, ELB_5XX: ofApi, Target_5XX: ofAuth }],
    // Nothing of this was so before.
    [['registry-no-targets', 'auth-port-refuses'], { RequestCount: 1800, Target_2XX: 1755, Target_4XX: 45 }],
  ])('is, of an hour of %j, what users got by the rules and groups that there were', (causes, counts) => {
    const names = ['ELB_502', 'ELB_503', 'ELB_504', 'ELB_5XX', 'ELB_4XX', 'Target_2XX', 'Target_4XX', 'Target_5XX'];
    const data = started().until(startedAt, platform(...causes)).filter(({ at }) => at >= startedAt - 60 * minute);
    const count = (name: string) => data.filter((datum) => datum.name === name).length;
    const counted = [['RequestCount', count('RequestCount')] as const, ...names.map((name) => [name, count(`HTTPCode_${name}_Count`)] as const)];
    expect(Object.fromEntries(counted.filter(([, times]) => times > 0))).toEqual(counts);
  });

  it('is the same for the same start', () => {
    expect(started().until(startedAt, platform())).toEqual(started().until(startedAt, platform()));
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
    const metrics = started();
    metrics.seen({ by: 'target', at, status: 200, group: 'api', tookMs: 1 });
    expect(metrics.until(startedAt + minute, platform()).filter((datum) => datum.at > startedAt)).toEqual([]);
    expect(metrics.until(now, platform()).filter((datum) => datum.at === at)).toHaveLength(3);
    expect(metrics.until(now + 180 * minute, platform())).toEqual([]);
  });
});
