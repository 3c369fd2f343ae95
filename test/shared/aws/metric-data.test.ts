import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { readMetrics } from '../../../shared/aws/metric-data.ts';

interface Asked { readonly NextToken?: string }

/** What CloudWatch answers, one after the other, and what it was asked. */
const answers: { readonly status?: number; readonly body: object }[] = [];
const asked: Asked[] = [];
const server = createServer((request, response) => void (async () => {
  asked.push(await json(request) as Asked);
  const { status = 200, body } = answers.shift() ?? { status: 400, body: { __type: 'InternalFailure' } };
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
})());
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  for (const [name, value] of Object.entries({
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test',
  })) vi.stubEnv(name, value);
});
beforeEach(() => { asked.length = 0; });
afterAll(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
});

const to = Date.UTC(2025, 7, 6, 9);
const seconds = (minutesAgo: number): number => to / 1000 - 60 * minutesAgo;
const metric = { namespace: 'AWS/RDS', name: 'DatabaseConnections', dimensions: { DBInstanceIdentifier: 'db' }, stat: 'Maximum' };
const queries = [{ id: 'used', metric, periodMs: 600_000 }, { id: 'share', expression: '100 * used / 400', periodMs: 600_000 }];
const read = () => readMetrics({ queries, from: to - 3_600_000, to }, new AbortController().signal);
const result = (Id: string, points: readonly (readonly [minutesAgo: number, value: number])[], StatusCode = 'Complete') =>
  ({ Id, StatusCode, Timestamps: points.map(([minutes]) => seconds(minutes)), Values: points.map(([, value]) => value) });

test('asks for metrics in their period and statistic, and for expressions, and puts pages together', async () => {
  answers.push({ body: { MetricDataResults: [result('used', [[10, 7]], 'PartialData')], NextToken: 'next' } },
    { body: { MetricDataResults: [result('used', [[20, 8]]), result('share', [[10, 1.75]])] } });
  const data = await read();
  expect(data.get('used')).toEqual([{ at: to - 600_000, value: 7 }, { at: to - 1_200_000, value: 8 }]);
  expect(data.get('share')).toEqual([{ at: to - 600_000, value: 1.75 }]);
  expect(asked.map(({ NextToken }) => NextToken)).toEqual([undefined, 'next']);
  const Dimensions = [{ Name: 'DBInstanceIdentifier', Value: 'db' }];
  const Metric = { Namespace: 'AWS/RDS', MetricName: 'DatabaseConnections', Dimensions };
  expect(asked[0]).toMatchObject({
    StartTime: seconds(60), EndTime: seconds(0), ScanBy: 'TimestampDescending',
    MetricDataQueries: [
      { Id: 'used', MetricStat: { Metric, Period: 600, Stat: 'Maximum' } }, { Id: 'share', Expression: '100 * used / 400' },
    ],
  });
});

test.for(['InternalError', 'Forbidden'])('throws where a query was not answered: %s', async (code) => {
  answers.push({ body: { MetricDataResults: [{ ...result('used', [], code), Messages: [{ Code: 'x', Value: 'not today' }] }] } });
  await expect(read()).rejects.toThrow(`used: ${code}; not today`);
});

test('throws what AWS says when it refuses', async () => {
  const message = 'User: arn:aws:sts::1:assumed-role/x is not authorized to perform: cloudwatch:GetMetricData';
  answers.push({ status: 403, body: { __type: 'AccessDenied', message } });
  await expect(read()).rejects.toThrow(message);
});
