import { CloudWatchClient, GetMetricDataCommand, ListMetricsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { MetricDatum } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway } from '../../../local/gateway/gateway.ts';
import type { Gateway } from '../../../local/gateway/gateway.ts';
import { clientConfig } from '../../fixtures/table.ts';

let gateway: Gateway;
let client: CloudWatchClient;
beforeAll(async () => {
  gateway = await startGateway();
  client = new CloudWatchClient({ ...clientConfig(gateway), maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await gateway.stop();
});

const start = 1_754_376_000;
const at = (second: number): Date => new Date((start + second) * 1000);
const put = (Namespace: string, MetricData: MetricDatum[]) => client.send(new PutMetricDataCommand({ Namespace, MetricData }));

test('what was put is asked for by metric, dimensions, period and statistic, newest first', async () => {
  const Dimensions = [{ Name: 'Environment', Value: 'production' }, { Name: 'Check', Value: 'a' }];
  const score = (second: number, Value: number): MetricDatum => ({ MetricName: 'Score', Value, Timestamp: at(second), Dimensions });
  await put('Asked', [score(0, 10), score(30, 20), score(60, 5), score(120, 99), { MetricName: 'Score', Value: 1, Timestamp: at(0) }]);
  const valuesOf = async (Stat: string) => {
    const Metric = { Namespace: 'Asked', MetricName: 'Score', Dimensions: Dimensions.toReversed() };
    const query = { Id: 'q', MetricStat: { Metric, Period: 60, Stat } };
    const command = new GetMetricDataCommand({ StartTime: at(0), EndTime: at(120), MetricDataQueries: [query] });
    return (await client.send(command)).MetricDataResults?.[0];
  };
  const averages = { Timestamps: [at(60), at(0)], Values: [5, 15] };
  expect(await valuesOf('Average')).toEqual({ Id: 'q', Label: 'Score', StatusCode: 'Complete', ...averages });
  for (const [statistic, values] of Object.entries({ Sum: [5, 30], Minimum: [5, 10], Maximum: [5, 20], SampleCount: [1, 2] })) {
    expect((await valuesOf(statistic))?.Values).toEqual(values);
  }
  await expect(valuesOf('p101')).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
});

const list = async (asked: { MetricName?: string; Dimensions?: { Name: string; Value?: string }[] }) =>
  (await client.send(new ListMetricsCommand({ Namespace: 'Listed', ...asked }))).Metrics?.map(({ MetricName }) => MetricName);

test('metrics are listed once each, by what they are asked for', async () => {
  const Dimensions = [{ Name: 'Environment', Value: 'production' }];
  const a = { MetricName: 'A', Value: 1, Dimensions };
  await put('Listed', [a, { ...a, Value: 2 }, { MetricName: 'B', Value: 1 }]);
  expect(await list({})).toEqual(['A', 'B']);
  expect(await list({ MetricName: 'B' })).toEqual(['B']);
  expect(await list({ Dimensions: [{ Name: 'Environment' }] })).toEqual(['A']);
  expect(await list({ Dimensions: [{ Name: 'Environment', Value: 'other' }] })).toEqual([]);
});

test.for([
  ['no number', { MetricName: 'Bad', Value: Number.NaN }],
  ['no name', { MetricName: '', Value: 1 }],
  ['31 dimensions', { MetricName: 'Bad', Value: 1, Dimensions: Array.from({ length: 31 }, (_, n) => ({ Name: `D${n}`, Value: 'x' })) }],
] satisfies [string, MetricDatum][])('one datum with %s has all of them refused', async ([, bad]) => {
  const both = put('Refused', [{ MetricName: 'Good', Value: 1 }, bad]);
  await expect(both).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  expect(gateway.metrics().filter(({ namespace }) => namespace === 'Refused')).toEqual([]);
});

test('more than 1,000 data are refused', async () => {
  const data = Array.from({ length: 1_001 }, () => ({ MetricName: 'Many', Value: 1 }));
  await expect(put('Refused', data)).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
});
