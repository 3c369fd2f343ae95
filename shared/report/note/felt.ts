import type { Ill } from '../../health/service-state.ts';
import { own } from '../../platform/own.ts';
import { serviceName } from './in-trouble.ts';
import type { PlatformFacts } from './letter.ts';
import { oneLine } from './one-line.ts';

type Sentences = Readonly<Record<Ill, string>>;

const auth: Sentences = {
  down: 'Nobody can sign in, and requests with a key fail wherever the key has to be checked.',
  degraded: 'Some people cannot sign in, or their requests with a key fail or take long.',
};
const registry: Sentences = {
  down: 'Models can neither be listed nor registered nor fetched.',
  degraded: 'Some requests for models fail or take long.',
};
const mlflow: Sentences = {
  down: 'Experiments, runs and models can neither be logged nor read; training jobs that log to MLflow fail.',
  degraded: 'Some of what is logged to MLflow or read from it fails or takes long.',
};
const database: Sentences = {
  down: 'Nothing can be saved or read that is kept in the database, such as experiments and models.',
  degraded: 'Some of what is saved or read fails or takes long.',
};
const cache: Sentences = { down: 'What relies on the cache is slow, or fails.', degraded: 'What relies on the cache is slow at times.' };
const queue: Sentences = { down: 'Work that is handed over by the queue is not done.', degraded: 'Work that is handed over by the queue is done late.' };
const discovery: Sentences = {
  down: 'The services of the platform do not find each other.', degraded: 'Some services of the platform do not find each other.',
};
const secrets: Sentences = {
  down: 'Services that start now do not get their passwords and keys.', degraded: 'Some services that start now do not get their passwords and keys.',
};

/** By the first word of the service's name: what a service of that role is for in a platform. */
const byRole: Readonly<Record<string, Sentences>> = {
  auth, authentication: auth, registry, mlflow, database, db: database, postgres: database, cache, redis: cache, queue, discovery, secrets,
};

const anyOther = (service: string): Sentences => ({
  down: `Whoever uses ${serviceName(service)} gets errors, or no answer.`,
  degraded: `Some of those who use ${serviceName(service)} get errors, or wait.`,
});

/** What people feel of a service that suffers, in one sentence: the description's own where it is down, else one by the service's role. */
export const feltOf = (service: string, state: Ill, { impact = {} }: PlatformFacts): string => {
  const described = state === 'down' ? own(impact, service) : undefined;
  if (described !== undefined) return oneLine(described, 300);
  return (own(byRole, service.toLowerCase().split(/[-_]/)[0] ?? '') ?? anyOther(service))[state];
};
