import { DescribeTableCommand, DescribeTimeToLiveCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureTable } from '../../../local/gateway/ensure-table.ts';
import { startGateway } from '../../../local/gateway/gateway.ts';
import type { Gateway } from '../../../local/gateway/gateway.ts';
import { AwsError } from '../../../local/gateway/service.ts';
import type { Service } from '../../../local/gateway/service.ts';
import { clientConfig } from '../../fixtures/table.ts';

/** An ECS with one service that started in 2025 and one cluster. */
const answer: Service['answer'] = (operation, input) => {
  const { cluster, services } = input as unknown as { cluster: string; services: string[] };
  if (operation !== 'DescribeServices') return undefined;
  if (cluster !== 'ml') throw new AwsError('ClusterNotFoundException', 'Cluster not found.');
  if (services.includes('broken')) throw new Error('a defect');
  return { services: services.map((serviceName) => ({ serviceName, runningCount: 2, createdAt: 1_754_376_000 })), failures: [] };
};

let gateway: Gateway;
let config: ReturnType<typeof clientConfig> & { maxAttempts: number };
beforeAll(async () => {
  gateway = await startGateway({ services: [{ name: 'ecs', protocol: 'json-1.1', id: 'AmazonEC2ContainerServiceV20141113', answer }] });
  config = { ...clientConfig(gateway), maxAttempts: 1 };
});
afterAll(() => gateway.stop());

const describeServices = (cluster: string, service: string) =>
  new ECSClient(config).send(new DescribeServicesCommand({ cluster, services: [service] }));

test('a service that is handed in answers for itself', async () => {
  const { services } = await describeServices('ml', 'registry');
  expect(services).toMatchObject([{ serviceName: 'registry', runningCount: 2, createdAt: new Date(1_754_376_000_000) }]);
});

test.for([
  ['nowhere', 'registry', 'ClusterNotFoundException'],
  ['ml', 'broken', 'InternalFailure'],
] as const)('ECS refuses in AWS’s words: %s, %s', async ([cluster, service, name]) => {
  await expect(describeServices(cluster, service)).rejects.toMatchObject({ name });
});

test('an operation that nobody implements is refused, not answered with nothing', async () => {
  const subscribed = new SNSClient(config).send(new SubscribeCommand({ TopicArn: 'a', Protocol: 'email' }));
  await expect(subscribed).rejects.toMatchObject({ name: 'UnknownOperationException' });
  const answer = await fetch(gateway.url, { method: 'POST', headers: { 'x-amz-target': 'Nobody.DoIt' }, body: '{}' });
  expect([answer.status, await answer.json()]).toEqual([400, { __type: 'UnknownOperationException', message: expect.any(String) }]);
});

test('a body that is not JSON is refused', async () => {
  const answer = await fetch(gateway.url, { method: 'POST', headers: { 'x-amz-target': 'AmazonSSM.GetParameter' }, body: '{"Name":' });
  expect(await answer.json()).toMatchObject({ __type: 'SerializationException' });
});

test('STS says who is asking', async () => {
  const body = new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' });
  const answer = await fetch(gateway.url, { method: 'POST', body });
  expect(await answer.text()).toContain('<GetCallerIdentityResult><Arn>arn:aws:iam::000000000000:user/local</Arn>');
});

test('the table is made once, with keys and time to live as they are deployed', async () => {
  const client = new DynamoDBClient(config);
  await ensureTable(client, 'made');
  await ensureTable(client, 'made');
  const { Table } = await client.send(new DescribeTableCommand({ TableName: 'made' }));
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: 'made' }));
  expect(Table?.KeySchema).toEqual([{ AttributeName: 'pk', KeyType: 'HASH' }, { AttributeName: 'sk', KeyType: 'RANGE' }]);
  expect(Table?.BillingModeSummary).toMatchObject({ BillingMode: 'PAY_PER_REQUEST' });
  expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' });
});

test('a fault hits the calls it names, as often as it says, until it is lifted', async () => {
  const client = new DynamoDBClient(config);
  const call = () => client.send(new ListTablesCommand({})).then(() => 'answered', (error: unknown) => (error as Error).name);
  const calls = async () => [await call(), await call(), await call()];
  gateway.fail({ service: 'dynamodb', operation: 'ListTables', kind: 'throttle', times: 2 });
  const other = gateway.fail({ service: 'dynamodb', operation: 'PutItem', kind: 'error' });
  expect(await calls()).toEqual(['ThrottlingException', 'ThrottlingException', 'answered']);
  other();
  const lift = gateway.fail({ service: 'dynamodb', kind: 'error' });
  expect(await calls()).toEqual(['InternalServerError', 'InternalServerError', 'InternalServerError']);
  lift();
  expect(await call()).toBe('answered');
});
