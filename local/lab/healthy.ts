import { keysTable, tableOf } from './auth/keys.ts';
import type { Rule } from './balancer/rule.ts';
import { writtenTable } from './mlflow/database.ts';
import { usualPostgres } from './postgres/settings.ts';
import { usualRedis } from './redis/settings.ts';
import { tablesOf } from './registry/store.ts';
import type { GroupSettings, Settings, TaskSettings } from './settings.ts';
import {
  authDatabase, authSecret, authUser, cacheSecret, checkerSecret, databaseName, databaseSecret, databaseUser, hosts, registryDatabase,
  registrySecret, registryUser, scopes, serviceId,
} from './settings.ts';

const day = 86_400_000;
const loopback = ['127.0.0.1'];
const registry = [hosts.registry];

const rules: readonly Rule[] = [
  { priority: 10, hosts: [hosts.auth], action: { forward: 'auth' } },
  { priority: 20, hosts: registry, paths: ['/api/v1/*', '/api/health'], action: { forward: 'api' } },
  { priority: 30, hosts: registry, paths: ['/api/mlflow/*'], action: { forward: 'api' } },
  { priority: 31, hosts: registry, paths: ['/mlflow/*'], action: { forward: 'api' } },
  { priority: 40, hosts: registry, paths: ['/health', '/openapi.json'], action: { forward: 'api' } },
];

const group: GroupSettings = { targets: 'registered', port: 'own', healthPath: '/health' };
const task: TaskSettings = { desired: 1, image: 'there', command: 'right', memory: 'enough', env: {}, secrets: {} };

/** The healthy lab with the one API key and the one database password in use, as it is at a moment (epoch milliseconds). */
export const healthy = (key: string, password: string, since: number): Settings => ({
  dns: { names: { [hosts.auth]: loopback, [hosts.registry]: loopback, [hosts.database]: loopback } },
  certificates: { [hosts.auth]: 'good', [hosts.registry]: 'good', [hosts.database]: 'good' },
  rules,
  otherwise: { fixed: { status: 404, contentType: 'text/plain', body: 'Not Found' } },
  plain: 'redirects',
  network: {},
  groups: { auth: group, api: group, mlflow: group },
  tasks: { auth: task, api: task, mlflow: { ...task, login: databaseSecret } },
  auth: {},
  registry: {},
  mlflow: {},
  database: {
    ...usualPostgres, used: 12, requireTls: true,
    databases: {
      postgres: {},
      [databaseName]: { [writtenTable]: { columns: [], rows: [] } },
      [registryDatabase]: tablesOf([{ name: 'example', versions: [1] }]),
      [authDatabase]: { [keysTable]: tableOf([{ key, keyId: 'key-1', userId: 'user-1', serviceId, scopes }]) },
    },
    roles: {
      [databaseUser]: { password, login: true }, [authUser]: { password: `${password}-auth`, login: true },
      [registryUser]: { password: `${password}-registry`, login: true },
      postgres: { password: `${password}-admin`, login: true },
    },
  },
  instance: { status: 'available' },
  queue: { there: true, everyMs: 30_000, taken: 'as they come', depth: 3, inFlight: 1 },
  secrets: {
    [databaseSecret]: { values: { username: databaseUser, password }, changedAt: since - 20 * day, readable: true },
    [checkerSecret]: { values: { api_key: key }, changedAt: since - 20 * day, readable: true },
    [authSecret]: {
      values: { signing_key: `${password}-signing`, username: authUser, password: `${password}-auth` }, changedAt: since - 20 * day, readable: true,
    },
    [registrySecret]: { values: { username: registryUser, password: `${password}-registry` }, changedAt: since - 20 * day, readable: true },
  },
  since,
});

/** The same lab with a cache, whose password is in a secret. */
export const withCache = (settings: Settings, password: string): Settings => ({
  ...settings,
  dns: { ...settings.dns, names: { ...settings.dns.names, [hosts.cache]: loopback } },
  cache: { node: 'available', server: { ...usualRedis, users: { default: password }, maxMemory: 100_000_000, usedMemory: 21_000_000, clients: 4 } },
  secrets: { ...settings.secrets, [cacheSecret]: { values: { password }, changedAt: settings.since - 20 * day, readable: true } },
});
