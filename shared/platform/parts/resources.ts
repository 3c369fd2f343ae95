import * as z from 'zod';
import { hostName, name, path, port, text } from './text.ts';

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
}).describe('MLflow behind the registry host; described by default when there is a registry host.');

export const database = z.strictObject({
  host: hostName.describe('Host name of the Postgres server.'),
  port: port.describe('Port.').default(5432),
  name: text('the name of a database').describe('Database that MLflow keeps its records in.'),
  user: text('the name of a user').describe('User that MLflow logs in as.'),
}).describe('The Postgres database behind MLflow.');

export const cache = z.union([
  z.literal('not-deployed'),
  z.strictObject({ host: hostName.describe('Host name of the Redis server.'), port: port.describe('Port.').default(6379) }),
], { error: '"not-deployed", or a mapping of host and port' }).describe('The Redis cache, or "not-deployed": its checks are then skipped.');

export const discovery = z.strictObject({
  namespace: hostName.describe('Cloud Map namespace, such as example.local.'),
  services: z.array(name).min(1, { error: 'at least one name' }).describe('Names that are registered in it.'),
}).describe('Service discovery inside the VPC.');

export const secrets = z.array(text('the name or ARN of a secret')).describe('Names of secrets that the platform needs at run time.');

export const queue = z.strictObject({
  url: text('the https URL of an SQS queue', /^https?:\/\/\S+$/).describe('URL of the SQS queue.'),
}).describe('The message queue.');
