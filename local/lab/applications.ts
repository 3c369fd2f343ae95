import { createAuth } from './auth/application.ts';
import { openPool } from './database/pool.ts';
import { listen } from './http/listen.ts';
import type { Listening } from './http/listen.ts';
import { lookupAt } from './http/lookup.ts';
import { hostsWith } from './mlflow/security.ts';
import { createMlflow } from './mlflow/server.ts';
import { createStore } from './mlflow/store.ts';
import { openCache } from './redis/client.ts';
import { createRegistry } from './registry/application.ts';
import { openStore } from './registry/store.ts';
import type { ServiceName, Settings } from './settings.ts';
import { authDatabase, authSecret, cacheSecret, databaseName, databaseSecret, hosts, registryDatabase, registrySecret } from './settings.ts';

/** What the applications find around them. Ports are of 127.0.0.1. */
export interface Surroundings {
  readonly settings: () => Settings;
  /** The name server, `ip:port`. */
  readonly resolver: string;
  /** The authority of all certificates (PEM). */
  readonly ca: string;
  readonly httpsPort: number;
  readonly databasePort: number;
  /** Absent: no cache is deployed. */
  readonly cachePort?: number;
  /** Of a real MLflow; absent: the stand-in is started. */
  readonly mlflowPort?: number;
}

type Kept = <S extends { readonly stop: () => Promise<void> }>(started: S) => S;

/** How long the registry waits for the auth service; like everything here shorter than in the real one, which waits for 5 s. */
const authTimeoutMs = 1_500;

/** Starts auth, MLflow and the registry, which find each other, their databases and their cache by name. What is in their secrets they read now. */
export const startApplications = async (
  { settings, resolver, ca, httpsPort, databasePort, cachePort, mlflowPort }: Surroundings, kept: Kept,
): Promise<Readonly<Record<ServiceName, number>>> => {
  const lookup = lookupAt(resolver);
  const secret = (id: string): Readonly<Record<string, string>> => settings().secrets[id]?.values ?? {};
  const poolFor = (name: string, secretId: string, find = lookup) => {
    const { username = '', password = '' } = secret(secretId);
    return kept(openPool({ host: hosts.database, port: databasePort, name, user: username, password, ca, lookup: find }));
  };
  const cache = async () => (cachePort === undefined ? undefined
    : kept(await openCache({ host: hosts.cache, port: cachePort, password: secret(cacheSecret)['password'] ?? '', lookup })));
  const serve = async (server: Parameters<typeof listen>[0]): Promise<Listening['port']> => kept(await listen(server)).port;

  const auth = await serve(createAuth(poolFor(authDatabase, authSecret), () => settings().auth, await cache()));
  const startMlflow = () => {
    const database = poolFor(databaseName, databaseSecret, lookupAt(resolver, () => settings().mlflow.databaseAddress));
    return serve(createMlflow(createStore(Date.now()), hostsWith(hosts.mlflow), () => settings().mlflow, database));
  };
  const mlflow = mlflowPort ?? await startMlflow();
  const authService = { url: `https://${hosts.auth}:${httpsPort}`, ca, lookup, timeoutMs: authTimeoutMs };
  const [upstream, models] = [{ host: hosts.mlflow, port: mlflow, lookup }, openStore(poolFor(registryDatabase, registrySecret))];
  const api = await serve(createRegistry(authService, upstream, models, () => settings().registry, await cache()));
  return { auth, api, mlflow };
};
