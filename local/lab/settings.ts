import type { AuthSettings } from './auth/application.ts';
import type { CertificateState } from './certificate/states.ts';
import type { Action, Rule } from './balancer/rule.ts';
import type { NetworkSettings } from './balancer/network.ts';
import type { DnsSettings } from './dns/respond.ts';
import type { MlflowSettings } from './mlflow/settings.ts';
import type { PostgresSettings } from './postgres/settings.ts';
import type { RedisSettings } from './redis/settings.ts';
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
  /** When the values were put there. */
  readonly changedAt: number;
  readonly deletedAt?: number;
  /** Since when a rotation of it is under way, that never ends. */
  readonly rotatingSince?: number;
  /** Whether who asks may read it; the description stays readable. */
  readonly readable: boolean;
}

/** The instance that the database runs on, as RDS keeps it. */
export interface InstanceSettings {
  /** One that is stopped has nothing at its address; one that reboots is starting up. */
  readonly status: 'available' | 'rebooting' | 'stopped';
}

/** The cache, as it is run for the platform. */
export interface CacheSettings {
  /** One that is gone has nothing at its address. */
  readonly node: 'available' | 'gone';
  readonly server: RedisSettings;
}

/** The message queue in SQS. Messages come as far apart as `everyMs` says, and the registry takes them out. */
export interface QueueSettings {
  readonly there: boolean;
  readonly everyMs: number;
  /** How far apart messages are taken, milliseconds, where they are not as they come. */
  readonly taken: 'as they come' | 'never' | { readonly everyMs: number };
  /** How many wait where they are taken as they come. */
  readonly depth: number;
  /** How many are taken and not yet dealt with, as long as any are. */
  readonly inFlight: number;
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
  /** Absent: none is deployed. */
  readonly cache?: CacheSettings;
  readonly queue: QueueSettings;
  readonly secrets: Readonly<Record<string, SecretSettings>>;
  /** Since when they are in force, epoch milliseconds. */
  readonly since: number;
}

export const hosts = {
  auth: 'auth.hokusai.test', registry: 'registry.hokusai.test', mlflow: 'mlflow.hokusai.local', database: 'db.hokusai.local', cache: 'cache.hokusai.local',
} as const;
/** In which private names are registered. */
export const namespace = 'hokusai.local';

export const databaseName = 'mlflow';
export const databaseUser = 'mlflow';
/** Auth and the registry have databases of their own on the same server. */
export const authDatabase = 'auth';
export const authUser = 'auth';
export const registryDatabase = 'registry';
export const registryUser = 'registry';
export const databaseSecret = 'hokusai/development/mlflow';
export const authSecret = 'hokusai/development/auth';
export const registrySecret = 'hokusai/development/registry';
export const cacheSecret = 'hokusai/development/redis';
/** Holds the checker's own key. */
export const checkerSecret = 'hokusai/development/health';

/** What auth knows of the checker's key. */
export const serviceId = 'platform';
export const scopes = ['model:read', 'model:write', 'mlflow:access'];
