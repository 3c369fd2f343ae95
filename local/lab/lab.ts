import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuth } from './auth/application.ts';
import { startBalancer, startRedirect } from './balancer/balancer.ts';
import { createAuthority } from './certificate/authority.ts';
import { answerEcs } from './control-plane/ecs.ts';
import type { Task } from './control-plane/ecs.ts';
import type { Addresses } from './description.ts';
import { describeLab, keyVariable, revokedKeyVariable } from './description.ts';
import { startNameServer } from './dns/server.ts';
import { listen } from './http/listen.ts';
import { lookupAt } from './http/lookup.ts';
import { holdRefusedPort } from './http/refused-port.ts';
import { incidentNamed } from './incidents.ts';
import { hostsWith } from './mlflow/security.ts';
import { createMlflow } from './mlflow/server.ts';
import { createStore } from './mlflow/store.ts';
import { createRegistry } from './registry/application.ts';
import type { ServiceName, Settings } from './settings.ts';
import { bare, healthy, hosts } from './settings.ts';

/** A small Hokusai on real sockets of 127.0.0.1. */
export interface Lab {
  /** The text of its `platform.yml`. */
  readonly description: string;
  /** Environment variables that a checker needs: the key that the description refers to. */
  readonly env: Readonly<Record<string, string>>;
  readonly addresses: Addresses;
  /** What AWS says of the lab: the output of an ECS operation, `undefined` for one it does not know; throws `AwsError`. */
  readonly controlPlane: (operation: string, input: unknown) => unknown;
  /** Puts an incident's causes in place, at once, instead of those there were. Throws for an unknown id, naming those there are. */
  readonly switchOn: (incidentId: string) => void;
  /** Makes everything well again, at once. */
  readonly switchOff: () => void;
  /** The id of the incident that is on. */
  readonly active: () => string | undefined;
  readonly stop: () => Promise<void>;
}

const day = 86_400_000;
/** An AWS load balancer's idle time-out unless it is configured otherwise. */
const idleTimeoutMs = 60_000;
/** How long the registry waits for the auth service. */
const authTimeoutMs = 5000;

/** Starts the lab, healthy. Rejects when a socket cannot be opened; nothing is left behind then. */
export async function startLab(): Promise<Lab> {
  const running: { stop: () => Promise<void> }[] = [];
  const kept = <S extends { stop: () => Promise<void> }>(started: S): S => {
    running.push(started);
    return started;
  };
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= Promise.all(running.map((one) => one.stop())).then(() => undefined));
  try {
    return await start(kept, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

const newKey = (): string => `hk_live_${randomBytes(16).toString('hex')}`;

async function start(kept: <S extends { stop: () => Promise<void> }>(started: S) => S, stop: () => Promise<void>): Promise<Lab> {
  let settings: Settings = bare;
  let active: string | undefined;
  const tasks: Task[] = [];
  const run = async (service: ServiceName, server: Server): Promise<number> => {
    const { port } = kept(await listen(server));
    tasks.push({ id: randomBytes(16).toString('hex'), service, startedAt: Date.now() });
    return port;
  };

  const authority = await createAuthority('Hokusai lab CA', Date.now() - day, Date.now() + 365 * day);
  const issue = async (name: string) => [name, await authority.issue([name], Date.now() - day, Date.now() + 90 * day)] as const;
  const directory = await mkdtemp(join(tmpdir(), 'hokusai-lab-'));
  kept({ stop: () => rm(directory, { recursive: true, force: true }) });
  const caFile = join(directory, 'ca.pem');
  await writeFile(caFile, authority.pem);

  const resolver = `127.0.0.1:${kept(await startNameServer(() => settings.names)).port}`;
  const lookup = lookupAt(resolver);
  const refusedPort = kept(await holdRefusedPort()).port;
  const certificates = Object.fromEntries(await Promise.all([hosts.auth, hosts.registry].map(issue)));
  const httpsPort = kept(await startBalancer(certificates, () => settings, idleTimeoutMs)).port;
  const httpPort = kept(await startRedirect(httpsPort)).port;

  const auth = await run('auth', createAuth(() => settings.keys));
  const mlflow = await run('mlflow', createMlflow(createStore(Date.now()), hostsWith(hosts.mlflow)));
  const authService = { url: `https://${hosts.auth}:${httpsPort}`, ca: authority.pem, lookup, timeoutMs: authTimeoutMs };
  const api = await run('api', createRegistry(authService, { host: hosts.mlflow, port: mlflow, lookup }));

  const key = newKey();
  const well = healthy({ auth, api, mlflow }, key);
  settings = well;
  const addresses: Addresses = { httpsPort, httpPort, resolver, caFile };
  return {
    description: describeLab(addresses),
    env: { [keyVariable]: key, [revokedKeyVariable]: newKey() },
    addresses,
    controlPlane: (operation, input) => answerEcs(tasks, operation, input as Readonly<Record<string, unknown>>),
    switchOn: (incidentId) => {
      const surroundings = { at: Date.now(), refusedPort };
      settings = incidentNamed(incidentId).causes.reduce<Settings>((before, cause) => cause.apply(before, surroundings), well);
      active = incidentId;
    },
    switchOff: () => {
      settings = well;
      active = undefined;
    },
    active: () => active,
    stop,
  };
}
