import { stringify } from 'yaml';
import { balanced, cluster, ecsName, instanceId, loadBalancerArn, logGroup, queueUrl, region, targetGroupArn } from './control-plane/names.ts';
import { usualPostgres } from './postgres/settings.ts';
import {
  authSecret, cacheSecret, databaseName, databaseSecret, databaseUser, hosts, namespace, registrySecret, scopes, serviceId, serviceNames,
} from './settings.ts';

/** Where the lab can be reached. */
export interface Addresses {
  readonly httpsPort: number;
  readonly httpPort: number;
  /** DNS server, `ip:port`. */
  readonly resolver: string;
  /** Ports inside the VPC. */
  readonly mlflowPort: number;
  readonly databasePort: number;
  /** Absent: no cache is deployed. */
  readonly cachePort?: number;
  /** Path of the authority's certificate (PEM). */
  readonly caFile: string;
}

/** The environment variable by which the lab's key is handed to a checker. */
export const keyVariable = 'HOKUSAI_API_KEY';
/** The one by which a key is handed over that auth does not know any more. */
export const revokedKeyVariable = 'HOKUSAI_REVOKED_KEY';

/** The lab, described as any platform is. Time-outs and repeats are short, because nothing here is far away. */
export function describeLab({ httpsPort, httpPort, resolver, caFile, mlflowPort, databasePort, cachePort }: Addresses): string {
  const host = (name: string) => ({ url: `https://${name}:${httpsPort}`, http: `http://${name}:${httpPort}` });
  const services = serviceNames.map((name) => {
    const group = balanced.includes(name) ? { targetGroup: targetGroupArn(name) } : {};
    return [name, { cluster, service: ecsName(name), ...group, logGroup: logGroup(name) }] as const;
  });
  return stringify({
    environment: 'lab',
    region,
    hosts: { auth: host(hosts.auth), registry: host(hosts.registry) },
    services: Object.fromEntries(services),
    loadBalancer: loadBalancerArn,
    endpoints: [
      'GET /api/health',
      'GET /api/v1/models',
      'POST /api/v1/models',
      'GET /api/v1/models/example',
      'GET /api/v1/models/example/versions',
      'POST /api/v1/models/example/versions',
      'POST /api/mlflow/api/2.0/mlflow/experiments/search',
      'POST /api/mlflow/api/2.0/mlflow/runs/create',
      'POST /api/mlflow/api/2.0/mlflow/registered-models/create',
      'POST /api/mlflow/api/2.0/mlflow/model-versions/create',
      'GET /api/mlflow/api/2.0/mlflow-artifacts/artifacts',
    ],
    mlflow: { proxyPath: '/api/mlflow', uiPath: '/mlflow/', internalName: hosts.mlflow, internalPort: mlflowPort },
    database: {
      host: hosts.database, port: databasePort, name: databaseName, user: databaseUser, loginUser: 'databaseUser', password: 'databasePassword',
      instance: instanceId, maxConnections: usualPostgres.maxConnections,
    },
    cache: cachePort === undefined ? 'not-deployed' : { host: hosts.cache, port: cachePort, credential: 'cachePassword' },
    queue: { url: queueUrl, maxDepth: 1000, maxAge: '10m' },
    discovery: { namespace, services: ['mlflow'] },
    secrets: [
      { id: databaseSecret, keys: ['username', 'password'] }, { id: authSecret, keys: ['signing_key', 'username', 'password'], maxAge: '90d' },
      { id: registrySecret, keys: ['username', 'password'] },
      ...(cachePort === undefined ? [] : [{ id: cacheSecret, keys: ['password'] }]),
    ],
    credentials: {
      key: { env: keyVariable },
      revoked: { env: revokedKeyVariable },
      databaseUser: { secret: databaseSecret, field: 'username', shown: true },
      databasePassword: { secret: databaseSecret, field: 'password' },
      ...(cachePort === undefined ? {} : { cachePassword: { secret: cacheSecret, field: 'password' } }),
    },
    authentication: { keyFormat: '^hk_(?:live|test)_[A-Za-z0-9]{16,}$', serviceId, scopes, revoked: 'revoked' },
    audiences: {
      people: { topic: { env: 'NOTIFY_TOPIC_ARN' } },
      pager: { topic: { env: 'PAGER_TOPIC_ARN' }, format: 'pager', severity: 'critical', checker: false },
      chat: { topic: { env: 'CHAT_TOPIC_ARN' }, format: 'chat' },
    },
    network: { resolver, ca: caFile, insideVpc: true },
    confirmation: ['200ms', '400ms'],
    timeout: '2500ms',
    overrides: Object.fromEntries(['experiment', 'run', 'version'].map((stage) => [`registration/${stage}`, { timeout: '5s' }])),
    schedule: { registration: '1m', infrastructure: '15s', authentication: '15s', endpoints: '15s', dependencies: '15s', routing: '1m', telemetry: '1m' },
  });
}
