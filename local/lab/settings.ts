import type { AuthSettings } from './auth/application.ts';
import type { CertificateState } from './certificate/states.ts';
import type { Action, Rule } from './balancer/rule.ts';
import type { NetworkSettings } from './balancer/network.ts';
import type { DnsSettings } from './dns/respond.ts';
import type { MlflowSettings } from './mlflow/settings.ts';
import type { PostgresSettings } from './postgres/settings.ts';
import { usualPostgres } from './postgres/settings.ts';
import type { RegistrySettings } from './registry/application.ts';

/** The lab's ECS services, by the name that users know them by. */
export const serviceNames = ['auth', 'api', 'mlflow'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** How a service's container is started. */
export interface TaskSettings {
  readonly desired: number;
  readonly image: 'there' | 'missing';
  readonly command: 'right' | 'wrong';
  readonly memory: 'enough' | 'too little';
  /** Plain variables of its task definition. */
  readonly env: Readonly<Record<string, string>>;
  /** Variables that ECS fills from a secret before the container starts: the secret's name, and the key in it. */
  readonly secrets: Readonly<Record<string, { readonly secret: string; readonly key: string }>>;
  /** The secret out of which the program itself reads how to log in to the database. */
  readonly login?: string;
}

/** A target group of a service's tasks. */
export interface GroupSettings {
  readonly targets: 'registered' | 'none' | { readonly drainingUntil: number };
  /** The port that its targets are registered with: the container's own, or one on which nothing listens. */
  readonly port: 'own' | 'wrong';
  readonly healthPath: string;
}

/** A secret in Secrets Manager. Times are epoch milliseconds. */
export interface SecretSettings {
  readonly values: Readonly<Record<string, string>>;
  readonly changedAt: number;
  readonly deletedAt?: number;
  /** Whether who asks may read it; the description stays readable. */
  readonly readable: boolean;
}

/** The instance that the database runs on, as RDS keeps it. */
export interface InstanceSettings {
  /** One that is stopped has nothing at its address; one that reboots is starting up. */
  readonly status: 'available' | 'rebooting' | 'stopped';
  /** Times are epoch milliseconds. */
  readonly events: readonly { readonly at: number; readonly category: string; readonly message: string }[];
}

/** The message queue in SQS. */
export interface QueueSettings {
  readonly there: boolean;
  readonly depth: number;
  readonly inFlight: number;
  /** When the oldest message came, epoch milliseconds; absent: they are taken as they come. */
  readonly oldestSince?: number;
}

/**
 * How the lab is set up: plain data that its servers read anew for every request. A cause makes one setting out of another, so that
 * switching it off is going back to what was. What follows from the settings is in `world/`; no cause says it.
 */
export interface Settings {
  readonly dns: DnsSettings;
  readonly certificates: Readonly<Record<string, CertificateState>>;
  readonly rules: readonly Rule[];
  readonly otherwise: Action;
  /** What the listener of plain HTTP does. */
  readonly plain: 'redirects' | 'serves';
  readonly network: NetworkSettings;
  readonly groups: Readonly<Record<ServiceName, GroupSettings>>;
  readonly tasks: Readonly<Record<ServiceName, TaskSettings>>;
  readonly auth: AuthSettings;
  readonly registry: RegistrySettings;
  readonly mlflow: MlflowSettings;
  readonly database: PostgresSettings;
  readonly instance: InstanceSettings;
  readonly queue: QueueSettings;
  readonly secrets: Readonly<Record<string, SecretSettings>>;
  /** Since when things are as they are, epoch milliseconds. */
  readonly since: number;
}

export const hosts = { auth: 'auth.hokusai.test', registry: 'registry.hokusai.test', mlflow: 'mlflow.hokusai.local', database: 'db.hokusai.local' } as const;
/** In which private names are registered. */
export const namespace = 'hokusai.local';

export const databaseName = 'mlflow';
export const databaseUser = 'mlflow';
export const databaseSecret = 'hokusai/development/mlflow';
export const authSecret = 'hokusai/development/auth';
/** Holds the checker's own key. */
export const checkerSecret = 'hokusai/development/health';

/** What auth knows of the checker's key. */
export const serviceId = 'platform';
export const scopes = ['model:read', 'model:write', 'mlflow:access'];

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
  auth: { keys: [{ key, keyId: 'key-1', userId: 'user-1', serviceId, scopes }] },
  registry: {},
  mlflow: {},
  database: {
    ...usualPostgres, used: 12, databases: ['postgres', databaseName], requireTls: true,
    roles: { [databaseUser]: { password, login: true }, postgres: { password: `${password}-admin`, login: true } },
  },
  instance: { status: 'available', events: [] },
  queue: { there: true, depth: 3, inFlight: 1 },
  secrets: {
    [databaseSecret]: { values: { username: databaseUser, password }, changedAt: since - 20 * day, readable: true },
    [checkerSecret]: { values: { api_key: key }, changedAt: since - 20 * day, readable: true },
    [authSecret]: { values: { signing_key: `${password}-signing` }, changedAt: since - 20 * day, readable: true },
  },
  since,
});
