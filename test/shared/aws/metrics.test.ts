import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startGateway } from '../../../local/gateway/gateway.ts';
import type { Gateway } from '../../../local/gateway/gateway.ts';
import { putMetrics } from '../../../shared/aws/metrics.ts';
import type { Measurement } from '../../../shared/report/measurements.ts';
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

const at = 1_754_376_000_000;
const count = (name: string, value: number): Measurement => ({ name, value, unit: 'Count' });
const publish = (namespace: string, data: readonly Measurement[], by: CloudWatchClient | undefined = client) =>
  putMetrics({ namespace, environment: 'production', at, data }, by);
const published = (namespace: string) => gateway.metrics().filter((datum) => datum.namespace === namespace);

test('data are published at their moment, with the environment and their own dimensions', async () => {
  const score: Measurement = { name: 'HealthScore', value: 27.3, unit: 'Percent', dimensions: { Check: 'routing/dns' } };
  expect(await publish('Plain', [score, count('FailedChecks', 0)])).toEqual({ sent: 2, dropped: [] });
  expect(published('Plain')).toEqual([
    {
      namespace: 'Plain', name: 'HealthScore', value: 27.3, unit: 'Percent', at,
      dimensions: { Check: 'routing/dns', Environment: 'production' },
    },
    { namespace: 'Plain', name: 'FailedChecks', value: 0, unit: 'Count', at, dimensions: { Environment: 'production' } },
  ]);
});

test('what is no number is left out and named, and costs the others nothing', async () => {
  const data = [count('A', Number.NaN), count('B', 1), count('C', Infinity), count('D', -Infinity)];
  expect(await publish('Finite', data)).toEqual({ sent: 1, dropped: ['A', 'C', 'D'] });
  expect(published('Finite').map(({ name }) => name)).toEqual(['B']);
});

test('nothing to publish makes no call', async () => {
  const lift = gateway.fail({ service: 'cloudwatch', kind: 'error' });
  expect(await publish('Nothing', [count('A', Number.NaN)])).toEqual({ sent: 0, dropped: ['A'] });
  lift();
});

test('a thousand data are published in one call, the rest are named', async () => {
  const data = Array.from({ length: 1_001 }, (_, n) => count(`Metric${n}`, n));
  const lift = gateway.fail({ service: 'cloudwatch', kind: 'error', times: 2 });
  expect(await publish('Many', data)).toHaveProperty('failed');
  lift();
  expect(await publish('Many', data)).toEqual({ sent: 1_000, dropped: ['Metric1000'] });
  expect(published('Many')).toHaveLength(1_000);
});

test.for(['refuse', 'error', 'throttle'] as const)('a failure is a value: %s', async (kind) => {
  const lift = gateway.fail({ service: 'cloudwatch', kind });
  expect(await publish('Failure', [count('A', 1)])).toEqual({ failed: expect.stringContaining('CloudWatch: ') });
  lift();
});

test('without a client it finds its way by the environment', async () => {
  for (const [name, value] of Object.entries(gateway.env)) vi.stubEnv(name, value);
  expect(await publish('Environment', [count('A', 1)], undefined)).toEqual({ sent: 1, dropped: [] });
  vi.unstubAllEnvs();
  expect(published('Environment')).toHaveLength(1);
});
