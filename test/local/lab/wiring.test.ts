import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Lab } from '../../../local/lab/lab.ts';
import { startLab } from '../../../local/lab/lab.ts';
import { authDatabase, authSecret, databaseName, databaseSecret, hosts } from '../../../local/lab/settings.ts';
import { clientOf } from './ask.ts';

let lab: Lab;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  lab = await startLab();
  client = clientOf(lab);
});
beforeEach(() => lab.switchOff());
afterAll(() => lab.stop());

const said = (service: string, operation: string, input: Readonly<Record<string, unknown>>) =>
  lab.aws.find(({ name }) => name === service)?.answer(operation, input) as Readonly<Record<string, unknown>> | undefined;
const validated = async () => (await client.auth('/api/v1/keys/validate', { method: 'POST', headers: client.withKey })).status;

it('MLflow asks its database before it keeps anything', async () => {
  const headers = { ...client.withKey, 'content-type': 'application/json' };
  const create = (name: string) =>
    client.registry('/api/mlflow/api/2.0/mlflow/experiments/create', { method: 'POST', headers, body: JSON.stringify({ name }) });
  expect((await create('one')).status).toBe(200);
  lab.breakBy(['database-standby']);
  const got = await create('other');
  expect([got.status, got.body]).toEqual([400, expect.stringContaining('ReadOnlySqlTransaction')]);
});

it('auth logs in to its database as itself', async () => {
  lab.breakBy(['auth-password-rotated']);
  expect(await validated()).toBe(500);
  lab.breakBy(['database-password-rotated']);
  expect(await validated()).toBe(200);
});

it.each([[authSecret, authDatabase], [databaseSecret, databaseName]])('a session of %s ends when something is broken, and when it is mended', async (secretId, database) => {
  const { username, password } = JSON.parse(String(said('secrets-manager', 'GetSecretValue', { SecretId: secretId })?.['SecretString']));
  const ssl = { ca: readFileSync(lab.addresses.caFile, 'utf8'), servername: hosts.database };
  const session = async () => {
    const opened = new Client({ host: '127.0.0.1', port: lab.addresses.databasePort, user: username, password, database, ssl });
    await opened.on('error', () => {}).connect();
    return opened;
  };
  for (const change of [() => lab.breakBy(['latency']), () => lab.switchOff()]) {
    const opened = await session();
    await expect(opened.query('SELECT 1')).resolves.toBeDefined();
    change();
    await expect(opened.query('SELECT 1')).rejects.toThrow('terminating connection due to administrator command');
  }
});

it('ECS and Cloud Map tell of each other: MLflow alone is registered, there by the one and by the other', () => {
  const services = ['auth', 'api', 'mlflow'].map((name) => `hokusai-${name}-development`);
  const { Services: [registry] } = said('cloud-map', 'ListServices', {}) as { readonly Services: readonly Readonly<Record<'Id' | 'Arn', string>>[] };
  expect(registry?.Arn).toBe(`arn:aws:servicediscovery:us-east-1:000000000000:service/${registry?.Id}`);
  expect(said('ecs', 'DescribeServices', { cluster: 'hokusai-development', services })).toMatchObject({
    services: [[], [], [{ registryArn: registry?.Arn }]].map((serviceRegistries) => ({ serviceRegistries })),
  });
  expect(said('cloud-map', 'ListInstances', { ServiceId: registry?.Id })).toMatchObject({
    Instances: [{ Attributes: { ECS_CLUSTER_NAME: 'hokusai-development', ECS_SERVICE_NAME: services[2] } }],
  });
});
