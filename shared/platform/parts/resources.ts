import * as z from 'zod';
import type { Queue, Secret } from '../platform.ts';
import { duration } from '../units.ts';
import { count, hostName, name, path, port, text } from './text.ts';

const arn = (service: string) => text(`the ARN of a ${service}`, /^arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:[0-9]*:\S+$/);

const service = z.strictObject({
  cluster: text('the name of an ECS cluster').describe('ECS cluster.'),
  service: text('the name of an ECS service').describe('ECS service.'),
  targetGroup: arn('target group').describe('ARN of the target group that it is behind.').exactOptional(),
  logGroup: text('the name of a log group').describe('Log group of its tasks.').exactOptional(),
}, { error: ({ code }) => (code === 'invalid_type' ? 'a mapping with cluster and service' : undefined) });

export const services = z.record(name, service)
  .describe('ECS services by the name that users know them by, such as auth, api, mlflow.');

const withoutSlash = (path: string) => path.replace(/\/+$/, '');

export const mlflow = z.strictObject({
  proxyPath: path.transform(withoutSlash).describe('Path on the registry host under which MLflow is mounted.').prefault('/api/mlflow'),
  uiPath: path.describe("Path of MLflow's pages on the registry host.").default('/mlflow/'),
  internalName: hostName.describe('Name inside the VPC, such as mlflow.example.local.').exactOptional(),
  internalPort: port.describe('Port inside the VPC, without TLS.').default(5000),
}).describe('MLflow behind the registry host; described by default when there is a registry host.');

const server = (usual: number, tls: boolean) => ({
  host: hostName.describe('Host name.'),
  port: port.describe('Port.').default(usual),
  tls: z.boolean({ error: 'true or false' }).describe('Encrypted, and its certificate verified.').default(tls),
});
const credential = name.describe('A described credential: the password, or user:password.').exactOptional();

export const database = z.strictObject({
  ...server(5432, true),
  name: text('the name of a database').describe('Database that MLflow keeps its records in.'),
  user: text('the name of a user').describe('User that MLflow should log in as.'),
  loginUser: name.describe('A described credential, shown: the user that its task does log in as.').exactOptional(),
  password: name.describe("A described credential: the password that MLflow's task uses.").exactOptional(),
  instance: name.describe('Identifier of the RDS instance.').exactOptional(),
  maxConnections: count.describe('Connections that there can be: max_connections of its parameters.').exactOptional(),
}).describe('The Postgres database behind MLflow.');

export const cache = z.union([
  z.literal('not-deployed'), z.strictObject({ ...server(6379, false), credential }),
], { error: '"not-deployed", or a mapping of host and port' }).describe('The Redis cache, or "not-deployed": its checks are then skipped.');

/** As Cloud Map takes it: also one that begins with an underscore, as names of SRV records do (RFC 2782). */
const registered = text('a name of letters, digits, ".", "_" and "-"', /^[A-Za-z0-9_][A-Za-z0-9._-]*$/);

export const discovery = z.strictObject({
  namespace: hostName.describe('Cloud Map namespace, such as example.local.'),
  services: z.array(registered).min(1, { error: 'at least one name' }).describe('Names that are registered in it.'),
}).describe('Service discovery inside the VPC.');

const secretId = text('the name or ARN of a secret');
const secret = z.union([secretId.transform((id): Secret => ({ id, keys: [] })), z.strictObject({
  id: secretId.describe('Name or ARN.'),
  keys: z.array(text('the name of a key')).describe('Keys that it must have, with a value each.').default([]),
  maxAge: duration(z).describe('Time after which it should have been rotated.').exactOptional(),
}).transform(({ maxAge, ...rest }): Secret => ({ ...rest, ...(maxAge === undefined ? {} : { maxAgeMs: maxAge }) }))], {
  error: 'the name or ARN of a secret, or a mapping with such an id',
});

export const secrets = z.array(secret).describe('Secrets that the platform needs at run time: their names, or names and keys.');

const oneQueue = 'exactly one of url (SQS), list or stream (Redis), vhost (AMQP)';
const isMapping = ({ value }: { readonly value: unknown }) => typeof value === 'object' && value !== null;
const queueForms = ['url', 'list', 'stream', 'vhost'] as const;

export const queue = z.strictObject({
  url: text('the https URL of an SQS queue', /^https?:\/\/[^\s/]+\/\d{12}\/[\w-]{1,80}(?:\.fifo)?$/).describe('URL of the SQS queue.').exactOptional(),
  list: text('the name of a key').describe('Key of a Redis list.').exactOptional(),
  stream: text('the name of a key').describe('Key of a Redis stream.').exactOptional(),
  vhost: text('the name of a virtual host').describe('Virtual host of an AMQP broker, such as "/".').exactOptional(),
  host: hostName.describe('Host name of the Redis server or the broker.').exactOptional(),
  port: port.describe('Port; 6379, or 5672 and with TLS 5671, unless described.').exactOptional(),
  tls: server(0, false).tls,
  credential,
  maxDepth: z.int({ error: 'a whole number' }).nonnegative({ error: 'a whole number' }).describe('So many messages may wait.').default(1000),
  maxAge: duration(z).describe('So long the oldest message may wait.').prefault('10m'),
}).refine((described) => queueForms.filter((form) => form in described).length === 1, { error: oneQueue, when: isMapping })
  .refine(({ url, host }) => (url === undefined) === (host !== undefined), {
    path: ['host'], error: 'the host of a Redis server or a broker; none for SQS', when: isMapping,
  })
  .transform(({ url, list, stream, vhost, host = '', port, tls, credential, maxDepth, maxAge }): Queue => {
    const backlog = { maxDepth, maxAgeMs: maxAge };
    if (url !== undefined) return { type: 'sqs', url, ...backlog };
    const on = { host, tls, ...(credential === undefined ? {} : { credential }), ...backlog };
    if (vhost !== undefined) return { type: 'amqp', vhost, port: port ?? (tls ? 5671 : 5672), ...on };
    return { type: 'redis', key: list ?? stream ?? '', port: port ?? 6379, ...on };
  }).describe('The message queue: in SQS, in Redis or at an AMQP broker.');

export const loadBalancer = arn('load balancer').describe('ARN of the load balancer before both hosts.');
