import * as z from 'zod';
import type { Grammar } from './grammar.ts';
import { authentication } from './parts/authentication.ts';
import { checks } from './parts/checks.ts';
import { credentials } from './parts/credentials.ts';
import { documented, endpoints, withService } from './parts/endpoints.ts';
import { hosts } from './parts/hosts.ts';
import { overrides } from './parts/overrides.ts';
import { impact, links } from './parts/links.ts';
import { maintenance } from './parts/maintenance.ts';
import { audiences } from './parts/people.ts';
import { cache, database, discovery, loadBalancer, mlflow, queue, secrets, services } from './parts/resources.ts';
import { budget, concurrency, confirmation, network, schedule, thresholds, timeout } from './parts/runs.ts';
import { name } from './parts/text.ts';
import type { Platform } from './platform.ts';

/** The parts of the file, by key, in the order in which they are documented. */
export const parts = (grammar: Grammar) => ({
  environment: name.describe('Name of the environment.').default('default'),
  region: name.describe('AWS region.').default('us-east-1'),
  vantage: name.describe('Where this checker stands.').default('main'),
  hosts: hosts.prefault({}),
  services: services.default({}),
  loadBalancer: loadBalancer.exactOptional(),
  endpoints: endpoints.exactOptional(),
  mlflow: mlflow.exactOptional(),
  database: database.exactOptional(),
  cache: cache.exactOptional(),
  discovery: discovery.exactOptional(),
  secrets: secrets.default([]),
  queue: queue.exactOptional(),
  authentication: authentication.prefault({}),
  credentials: credentials.prefault({}),
  network: network.prefault({}),
  schedule: schedule.prefault({}),
  thresholds: thresholds.prefault({}),
  confirmation: confirmation.prefault(['4s', '11s', '21s', '33s']),
  concurrency: concurrency.prefault({}),
  budget: budget.default(600),
  timeout: timeout.prefault('5s'),
  audiences: audiences.prefault({ default: { topic: { env: 'NOTIFY_TOPIC_ARN' } } }),
  maintenance: maintenance.prefault([]),
  links: links.exactOptional(),
  impact: impact.exactOptional(),
  checks: checks(grammar).prefault([]),
  overrides: overrides.prefault({}),
});

/** The file's schema: what may be written on one side, the platform with all defaults on the other. `network.ca` is still a path. */
export const platformSchema = (grammar: Grammar) => z.strictObject(parts(grammar)).transform((file): Platform => {
  const { endpoints: described, thresholds, confirmation, timeout, checks, mlflow: proxied, ...rest } = file;
  const { response, scoreDrop, ...limits } = thresholds;
  const registry = file.hosts.registry !== undefined;
  const mlflowPart = proxied ?? (registry ? mlflow.parse({}) : undefined);
  const listed = described ?? endpoints.parse(registry && mlflowPart !== undefined ? documented(mlflowPart.proxyPath) : []);
  return {
    ...rest,
    ...(mlflowPart === undefined ? {} : { mlflow: mlflowPart }),
    endpoints: withService(listed, mlflowPart?.proxyPath),
    thresholds: {
      ...limits, responseMs: response, scoreDropPoints: scoreDrop.points, scoreDropChecks: scoreDrop.checks,
    },
    confirmationMs: confirmation,
    timeoutMs: timeout,
    checks: checks.map((check) => ({ timeoutMs: timeout, ...check })),
  };
}).describe('A platform to be checked: one file per environment.');
