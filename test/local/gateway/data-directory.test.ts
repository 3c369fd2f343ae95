import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { SNSClient } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureTable } from '../../../local/gateway/ensure-table.ts';
import { startGateway } from '../../../local/gateway/gateway.ts';
import type { Gateway } from '../../../local/gateway/gateway.ts';
import { putMetrics } from '../../../shared/aws/metrics.ts';
import { dynamoStore } from '../../../shared/aws/table.ts';
import { publish } from '../../../shared/aws/topics.ts';
import { evaluation, runRecord } from '../../fixtures/remembered.ts';
import { clientConfig, tableName } from '../../fixtures/table.ts';

let dataDir: string;
beforeEach(() => { dataDir = join(mkdtempSync(join(tmpdir(), 'gateway-')), 'data'); });
afterEach(() => rmSync(join(dataDir, '..'), { recursive: true }));

const { scheduled } = runRecord();
const key = (sk: number) => ({ pk: { S: 'p' }, sk: { S: String(sk) } });
const all = { from: 0, to: Infinity, limit: 1_000 };

const open = async (gateway: Pick<Gateway, 'url'>) => {
  const client = new DynamoDBClient({ ...clientConfig(gateway), maxAttempts: 1 });
  await ensureTable(client, tableName);
  return dynamoStore({ tableName, environment: 'e', vantage: 'main', client, now: () => scheduled });
};

/** A gateway in a process of its own. */
const startProcess = async () => {
  const script = `const { startGateway } = await import('./local/gateway/gateway.ts');
    const gateway = await startGateway({ dataDir: ${JSON.stringify(dataDir)} });
    console.log(JSON.stringify({ url: gateway.url, topicArn: gateway.createTopic('people') }));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: new URL('../../../', import.meta.url), stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { ...(JSON.parse(line.toString()) as { url: string; topicArn: string }), child };
};

test('everything that was acknowledged is there again after the process was killed in the middle of its work', async () => {
  const { child, url, topicArn } = await startProcess();
  const store = await open({ url });
  await store.putEvaluation(evaluation(1));
  await publish({ topicArn, subject: 's', body: 'before the end' }, new SNSClient(clientConfig({ url })));
  const data = [{ name: 'HealthScore', value: 27.3, unit: 'Percent' }] as const;
  await putMetrics({ namespace: 'N', environment: 'e', at: scheduled, data }, new CloudWatchClient(clientConfig({ url })));

  const acknowledged: number[] = [];
  const killed = once(child, 'exit');
  await Promise.allSettled(Array.from({ length: 200 }, async (_, n) => {
    await store.putRun(runRecord({ scheduled: scheduled + n }));
    acknowledged.push(scheduled + n);
    if (acknowledged.length === 50) child.kill('SIGKILL');
  }));
  expect(await killed).toEqual([null, 'SIGKILL']);
  expect(existsSync(join(dataDir, 'gateway.lock'))).toBe(true);

  const gateway = await startGateway({ dataDir });
  const again = await open(gateway);
  const kept = new Set((await again.runs('infrastructure', all)).map((run) => run.scheduled));
  expect(acknowledged.filter((time) => !kept.has(time))).toEqual([]);
  expect(acknowledged.length).toBeGreaterThanOrEqual(50);
  expect(await again.evaluation()).toEqual(evaluation(1));
  expect(gateway.published()).toMatchObject([{ topicArn, body: 'before the end' }]);
  expect(gateway.metrics()).toMatchObject([{ name: 'HealthScore', value: 27.3, at: scheduled }]);
  expect(await publish({ topicArn, subject: 's', body: 'after it' }, new SNSClient(clientConfig(gateway)))).toBe('taken');
  await gateway.stop();
});

test('a second gateway on the same directory is refused, and the first goes on', async () => {
  const first = await startGateway({ dataDir });
  const store = await open(first);
  const refusal = `${dataDir} is in use by another gateway (process ${process.pid}, ${first.url}).`;
  await expect(startGateway({ dataDir })).rejects.toThrow(refusal);
  expect(await store.putEvaluation(evaluation(1))).toBe('stored');
  await first.stop();
  const second = await startGateway({ dataDir });
  expect(await (await open(second)).evaluation()).toEqual(evaluation(1));
  await second.stop();
  expect(existsSync(join(dataDir, 'gateway.lock'))).toBe(false);
});

test('of many that find a lock whose holder is gone one takes it over', async () => {
  const { stop } = await startGateway({ dataDir });
  await stop();
  // Process number and port have been given anew, to one with other business.
  const other = await startGateway();
  writeFileSync(join(dataDir, 'gateway.lock'), JSON.stringify({ pid: process.pid, url: other.url, id: 'gone' }));
  const said = await Promise.allSettled(Array.from({ length: 8 }, () => startGateway({ dataDir })));
  const started = said.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  expect(started).toHaveLength(1);
  const refused = said.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []));
  expect(refused.filter((reason) => reason.includes('in use by another gateway'))).toHaveLength(7);
  await started[0]?.stop();
  await other.stop();
});

test('a lock whose holder’s port nobody listens at is taken over', async () => {
  const { url, stop } = await startGateway({ dataDir });
  await stop();
  writeFileSync(join(dataDir, 'gateway.lock'), JSON.stringify({ pid: process.pid, url, id: 'gone' }));
  const gateway = await startGateway({ dataDir });
  await expect(startGateway({ dataDir })).rejects.toThrow('in use by another gateway');
  await gateway.stop();
});

test.each(['', 'gateway', 'null', '{"pid":1}', '[]'])('a lock that says "%s" is nobody’s', async (found) => {
  await (await startGateway({ dataDir })).stop();
  writeFileSync(join(dataDir, 'gateway.lock'), found);
  const gateway = await startGateway({ dataDir });
  await expect(startGateway({ dataDir })).rejects.toThrow('in use by another gateway');
  await gateway.stop();
  expect(existsSync(join(dataDir, 'gateway.lock'))).toBe(false);
});

test('a table that cannot be written any more refuses the call, and is read from as before', async () => {
  const gateway = await startGateway({ dataDir });
  await open(gateway);
  const client = new DynamoDBClient({ ...clientConfig(gateway), maxAttempts: 1 });
  const put = (sk: number) => client.send(new PutItemCommand({ TableName: tableName, Item: { ...key(sk), data: { S: 'x'.repeat(300_000) } } }));
  await put(0);
  rmSync(join(dataDir, 'dynamodb'), { recursive: true });
  // The file that is open takes a few megabytes still.
  const said = await Promise.allSettled(Array.from({ length: 30 }, (_, n) => put(n + 1)));
  const refused = said.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []));
  expect(refused.length).toBeGreaterThan(0);
  expect(new Set(refused)).toEqual(new Set([expect.stringMatching(/^InternalFailure: .*IO error/)]));
  const { Item } = await client.send(new GetItemCommand({ TableName: tableName, Key: key(0) }));
  expect(Item).toMatchObject(key(0));
  await gateway.stop();
});
