import { choiceFor } from '../balancer/choice.ts';
import type { Listener } from '../balancer/rule.ts';
import { authDatabase, authSecret, hosts, registryDatabase, registrySecret, type ServiceName, type Settings } from '../settings.ts';
import { databaseOf } from './database.ts';
import { databaseAdmits } from './login.ts';

/** Something that users ask for all day, with keys that auth knows, whatever becomes of the checker's. */
export interface Usual { readonly host: string; readonly path: string; readonly of: ServiceName }

const validation: Usual = { host: hosts.auth, path: '/api/v1/keys/validate', of: 'auth' };
const models: Usual = { host: hosts.registry, path: '/api/v1/models', of: 'api' };
export const usual: readonly [Usual, ...Usual[]] = [
  validation, models, { host: hosts.registry, path: '/api/mlflow/api/2.0/mlflow/experiments/search', of: 'api' },
];

/** Applications read their secrets as they start: one that is gone, or refused, ended none of those that run. */
const reaches = (settings: Settings, started: Settings, secret: string, name: string): boolean =>
  settings.instance.status !== 'stopped' && databaseAdmits(databaseOf(settings), started, secret, name);

/**
 * What a service that serves answers to something usual that the load balancer gives it, by its status, while settings are in force: well
 * enough in time. `started` is what its secrets were when it started. One that is asked for what is another's does not know it.
 */
export const usualStatus = (settings: Settings, started: Settings, listener: Listener, { path, of }: Usual, group: string, at: number): number => {
  const validates = (): boolean => settings.auth.breaks !== true && reaches(settings, started, authSecret, authDatabase);
  if (group === 'auth') return of !== 'auth' ? 404 : validates() ? 200 : 500;
  if (settings.registry.breaks === true) return 500;
  // A key is looked at before what it is for; where auth's rule leads elsewhere, nobody knows it.
  const asked = choiceFor(listener, validation, at);
  const isAsked = 'targets' in asked && asked.group === 'auth' && asked.targets.some(({ refusedAt }) => refusedAt === undefined);
  if (settings.registry.asksNobody !== true && !(isAsked && validates())) return 401;
  if (of !== 'api') return 404;
  return path === models.path && !reaches(settings, started, registrySecret, registryDatabase) ? 500 : 200;
};
