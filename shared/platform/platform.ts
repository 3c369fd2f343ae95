import type { CategoryName } from './category.ts';
import type { Method } from './method.ts';
import type { Audience, Links, MaintenanceWindow, Severity } from './people.ts';

export type { Audience, AudienceForm, AudienceWay, DailyTime, Links, MaintenanceWindow, Severity } from './people.ts';

/** A public host of the platform. */
export interface Host {
  /** Base URL without a trailing slash. */
  readonly url: string;
  /** Where plain HTTP is expected to redirect to HTTPS from. */
  readonly httpUrl: string;
  /** Path of the health endpoint. */
  readonly health: string;
  /** A path that only this host's application serves; the other host must refuse it. */
  readonly ownPath: string;
}

/** An ECS service behind a target group. */
export interface Service {
  readonly cluster: string;
  readonly service: string;
  readonly targetGroup?: string;
  readonly logGroup?: string;
}

/** A documented endpoint of a host: its path (with its template filled in) and method. */
export interface Endpoint {
  readonly host: 'auth' | 'registry';
  readonly method: Method;
  readonly path: string;
  readonly service: string;
  readonly name?: string;
}

/** Where a secret is read from at run time. The secret itself is never in the description. */
export type CredentialReference = (
  | { readonly from: 'env'; readonly name: string }
  | { readonly from: 'secrets-manager'; readonly id: string; readonly field?: string }
  | { readonly from: 'ssm'; readonly name: string }
) & {
  /** It is no secret by itself, such as a user's name, and may be shown. */
  readonly shown?: true;
};

/** A server that is logged in to. Credentials are names of described ones. */
export interface Server {
  readonly host: string;
  readonly port: number;
  /** The connection is encrypted and the certificate verified. */
  readonly tls: boolean;
}

/** The Postgres server behind MLflow. */
export interface Database extends Server {
  readonly name: string;
  /** Whom the platform's task should log in as. */
  readonly user: string;
  /** Holds whom it does log in as; that one is tried, too. */
  readonly loginUser?: string;
  readonly password?: string;
  /** Identifier of the RDS instance. */
  readonly instance?: string;
  /** Connections that there can be. */
  readonly maxConnections?: number;
}

export interface Cache extends Server {
  /** Holds the password, or `user:password`. */
  readonly credential?: string;
}

/** How many messages may wait, and how long (milliseconds). */
export interface Backlog {
  readonly maxDepth: number;
  readonly maxAgeMs: number;
}

export type Queue = Backlog & (
  | { readonly type: 'sqs'; readonly url: string }
  /** A list or a stream in Redis. */
  | ({ readonly type: 'redis'; readonly key: string } & Cache)
  | ({ readonly type: 'amqp'; readonly vhost: string } & Cache)
);

/** A secret that the platform needs at run time. */
export interface Secret {
  readonly id: string;
  /** Keys that it must have, with a value each. */
  readonly keys: readonly string[];
  /** Milliseconds since its last change after which it should have been rotated. */
  readonly maxAgeMs?: number;
}

/** How keys are checked. Credentials are names of described ones. */
export interface Authentication {
  /** Requests that the rate-limit check makes. */
  readonly requests: number;
  /** A regular expression that every key of the platform fits. */
  readonly keyFormat: string;
  readonly serviceId?: string;
  readonly scopes: readonly string[];
  /** A key that was revoked. */
  readonly revoked?: string;
  /** A second canary key: where only the first is refused, it is the key and not the platform. */
  readonly second?: string;
}

/** How the checker reaches the platform. */
export interface Network {
  /** `ip` or `ip:port` of the DNS server to ask instead of the system's. */
  readonly resolver?: string;
  /** PEM text of authorities trusted besides the system's. */
  readonly ca?: string;
  readonly insideVpc: boolean;
  /** An https address outside the platform, asked where nothing in a run gave an answer; absent: never. */
  readonly control?: string;
}

/** A check the description adds to a category. */
export interface DescribedCheck {
  readonly id: string;
  readonly name: string;
  readonly category: CategoryName;
  readonly service: string;
  readonly severity: Severity;
  readonly role: 'readiness' | 'user-path' | 'warning';
  readonly requires: readonly string[];
  readonly probe: { readonly kind: string; readonly settings: unknown };
  readonly expect: Readonly<Record<string, unknown>>;
  readonly timeoutMs: number;
  readonly owner?: string;
  readonly metric?: true;
}

/** What the description changes about a generated check. */
export interface Override {
  readonly enabled?: boolean;
  readonly severity?: Severity;
  readonly owner?: string;
  readonly metric?: boolean;
  readonly timeoutMs?: number;
}

/** A described platform: validated, defaults filled in, plain data that can be bundled. */
export interface Platform {
  readonly environment: string;
  readonly region: string;
  /** Where this checker stands; part of every key. */
  readonly vantage: string;
  readonly hosts: { readonly auth?: Host; readonly registry?: Host };
  readonly services: Readonly<Record<string, Service>>;
  readonly endpoints: readonly Endpoint[];
  readonly mlflow?: {
    /** Path on the registry host under which MLflow is mounted, without a trailing slash. */
    readonly proxyPath: string;
    readonly uiPath: string;
    readonly internalName?: string;
    readonly internalPort: number;
  };
  readonly database?: Database;
  readonly cache?: Cache | 'not-deployed';
  readonly discovery?: { readonly namespace: string; readonly services: readonly string[] };
  readonly secrets: readonly Secret[];
  readonly queue?: Queue;
  /** ARN of the load balancer before both hosts. */
  readonly loadBalancer?: string;
  readonly authentication: Authentication;
  readonly credentials: Readonly<Record<string, CredentialReference>>;
  readonly network: Network;
  /** Milliseconds between two runs of each category. */
  readonly schedule: Readonly<Record<CategoryName, number>>;
  readonly thresholds: {
    readonly certificateDays: number;
    readonly responseMs: number;
    readonly scoreDropPoints: number;
    readonly scoreDropChecks: number;
    /** Percent of the requests that are answered without a failure of the platform. */
    readonly availability: number;
    /** Percent of the requests. */
    readonly errorRate: number;
    /** Percent of those there can be. */
    readonly databaseConnections: number;
    /** Percent of the memory that Redis may use. */
    readonly cacheMemory: number;
    /** Tasks that stopped by themselves within an hour. */
    readonly taskRestarts: number;
  };
  /** Requests a minute that checking may put on the platform. */
  readonly budget: number;
  /** When, after the run's start, a check whose first attempt failed is probed again (milliseconds). */
  readonly confirmationMs: readonly number[];
  readonly concurrency: { readonly total: number; readonly perHost: number };
  readonly timeoutMs: number;
  readonly audiences: Readonly<Record<string, Audience>>;
  readonly maintenance: readonly MaintenanceWindow[];
  readonly links?: Links;
  /** What people feel when a service is down, by service: one sentence. */
  readonly impact?: Readonly<Record<string, string>>;
  readonly checks: readonly DescribedCheck[];
  readonly overrides: Readonly<Record<string, Override>>;
}
