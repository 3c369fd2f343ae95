import type { ApiKey } from './auth/application.ts';
import type { Listener, Rule } from './balancer/rule.ts';
import type { Names } from './dns/respond.ts';

/** The lab's ECS services, by the name that users know them by. */
export const serviceNames = ['auth', 'api', 'mlflow'] as const;
export type ServiceName = (typeof serviceNames)[number];

/**
 * How the lab is set up: plain data that its servers read anew for every request. A cause makes one setting out of another,
 * so that switching it off is going back to what was.
 */
export interface Settings extends Listener {
  readonly names: Names;
  readonly keys: readonly ApiKey[];
}

export const hosts = { auth: 'auth.hokusai.test', registry: 'registry.hokusai.test', mlflow: 'mlflow.hokusai.local' } as const;

/** What auth knows of the checker's key. */
export const serviceId = 'platform';
export const scopes = ['model:read', 'model:write', 'mlflow:access'];

const loopback = ['127.0.0.1'];

const registry = [hosts.registry];

const rules: readonly Rule[] = [
  { priority: 10, hosts: [hosts.auth], action: { forward: 'auth' } },
  { priority: 20, hosts: registry, paths: ['/api/v1/*', '/api/health'], action: { forward: 'api' } },
  { priority: 30, hosts: registry, paths: ['/api/mlflow/*'], action: { forward: 'api' } },
  { priority: 31, hosts: registry, paths: ['/mlflow/*'], action: { forward: 'api' } },
  { priority: 40, hosts: registry, paths: ['/health', '/openapi.json'], action: { forward: 'api' } },
];

/** The lab before its services run: names resolve, the load balancer has no rules, nobody has a key. */
export const bare: Settings = {
  names: { [hosts.auth]: loopback, [hosts.registry]: loopback, [hosts.mlflow]: loopback },
  keys: [],
  rules: [],
  otherwise: { fixed: { status: 404, contentType: 'text/plain', body: 'Not Found' } },
  targetGroups: {},
};

/** The healthy lab, given the port on which each service's container listens and the one API key in use. */
export function healthy(ports: Readonly<Record<ServiceName, number>>, key: string): Settings {
  const targets = serviceNames.map((name) => [name, [{ address: '127.0.0.1', port: ports[name] }]] as const);
  return {
    ...bare,
    rules,
    targetGroups: Object.fromEntries(targets),
    keys: [{ key, keyId: 'key-1', userId: 'user-1', serviceId, scopes }],
  };
}
