import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Datum } from '../gateway/cloudwatch.ts';
import type { Service } from '../gateway/service.ts';
import { startApplications } from './applications.ts';
import { startBalancer } from './balancer/balancer.ts';
import { healthOf } from './balancer/target-health.ts';
import { createAuthority } from './certificate/authority.ts';
import { listedFor } from './certificate/listed.ts';
import { certificatesOf } from './certificate/states.ts';
import { acm } from './control-plane/acm.ts';
import { cloudMap } from './control-plane/cloud-map.ts';
import { ecs } from './control-plane/ecs.ts';
import { elbv2 } from './control-plane/elbv2.ts';
import { balancerMetrics } from './control-plane/metrics/balancer.ts';
import { databaseMetrics } from './control-plane/metrics/database.ts';
import { loadBalancerDimension } from './control-plane/names.ts';
import { queueMetrics } from './control-plane/metrics/queue.ts';
import { sessionCounts } from './control-plane/metrics/sessions.ts';
import { rds } from './control-plane/rds.ts';
import { secretsManager } from './control-plane/secrets-manager.ts';
import { sqs } from './control-plane/sqs.ts';
import type { Addresses } from './description.ts';
import { describeLab, keyVariable, revokedKeyVariable } from './description.ts';
import { startNameServer } from './dns/server.ts';
import { healthy, withCache } from './healthy.ts';
import { current } from './history.ts';
import { holdRefusedPort } from './http/refused-port.ts';
import { startPostgres } from './postgres/server.ts';
import { startRedis } from './redis/server.ts';
import { hosts } from './settings.ts';
import type { CacheSettings, GroupSettings } from './settings.ts';
import { createSwitches } from './switches.ts';
import type { Switches } from './switches.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { databaseOf } from './world/database.ts';
import { desiredOf } from './world/desired.ts';
import { instanceEventsOf } from './world/instance-events.ts';
import { pastPlatforms } from './world/past-platform.ts';
import { queueAt } from './world/queue.ts';
import { secretsOf } from './world/secrets.ts';
import { hasTraces } from './world/traces.ts';
import { worldAt } from './world/world.ts';
import type { Ground } from './world/world.ts';

/** A small Hokusai on real sockets of 127.0.0.1. */
export interface Lab extends Omit<Switches, 'history'> {
  /** The text of its `platform.yml`. */
  readonly description: string;
  /** Environment variables that a checker needs: the key that the description refers to. */
  readonly env: Readonly<Record<string, string>>;
  readonly addresses: Addresses;
  /** What AWS says of the lab, to be spoken by a gateway. */
  readonly aws: readonly Service[];
  /** What CloudWatch has of the lab: what went through its load balancer, how many sessions its database has, and how old its messages are. */
  readonly measured: () => readonly Datum[];
  /** Whether AWS still tells of tasks that died of what is mended by now. */
  readonly hasTraces: () => boolean;
  readonly stop: () => Promise<void>;
}

const day = 86_400_000;
/** An AWS load balancer's idle time-out unless it is configured otherwise. */
const idleTimeoutMs = 60_000;

export interface LabOptions {
  /** Port of 127.0.0.1 on which a real MLflow listens; absent: the stand-in, which alone can have MLflow's own causes. */
  readonly mlflowPort?: number;
  /** Whether there is a Redis, which alone can have the causes of its area. */
  readonly redis?: boolean;
}

/** Starts the lab, healthy. Rejects when a socket cannot be opened; nothing is left behind then. */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const running: { stop: () => Promise<void> }[] = [];
  const kept = <S extends { stop: () => Promise<void> }>(started: S): S => {
    running.push(started);
    return started;
  };
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= Promise.all(running.map((one) => one.stop())).then(() => undefined));
  try {
    return await start(options, kept, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A target group is known to the load balancer by any name that a rule forwards to. */
const healthPathOf = (groups: Readonly<Record<string, GroupSettings>>, group: string): string => groups[group]?.healthPath ?? '/';

const newKey = (): string => `hk_live_${randomBytes(16).toString('hex')}`;
const newPassword = (): string => randomBytes(12).toString('hex');

async function start(
  { mlflowPort, redis = false }: LabOptions, kept: <S extends { stop: () => Promise<void> }>(started: S) => S, stop: () => Promise<void>,
): Promise<Lab> {
  const startedAt = Date.now();
  const key = newKey();
  const [password, cachePassword] = [newPassword(), newPassword()];
  const usual = healthy(key, password, startedAt);
  const sessions: { readonly endSessions: () => void }[] = [];
  // So that nothing depends on what was open before.
  const { history, ...switches } = createSwitches(redis ? withCache(usual, cachePassword) : usual, () => sessions.forEach(({ endSessions }) => endSessions()));
  const settings = () => current(history());

  const authority = await createAuthority('Hokusai lab CA', startedAt - day, startedAt + 365 * day);
  const folder = await temporaryFolder('hokusai-lab-');
  kept({ stop: folder.remove });
  const caFile = join(folder.path, 'ca.pem');
  await writeFile(caFile, authority.pem);

  // The services ask each other by name, through the load balancer, before they all listen.
  const ports = { auth: 0, api: 0, mlflow: 0 };
  const refusedPort = kept(await holdRefusedPort()).port;
  const ground: Ground = { ports, refusedPort, deployedAt: startedAt - day };
  const world = () => worldAt(history(), ground, Date.now());
  const platformAt = pastPlatforms(ground);
  const queue = (at: number) => queueAt(history(), at);
  const resolver = `127.0.0.1:${kept(await startNameServer(() => world().dns)).port}`;
  const certificates = certificatesOf(authority, startedAt);
  const metrics = balancerMetrics({ startedAt, loadBalancer: loadBalancerDimension, idleTimeoutMs });
  const otherwise = await authority.issue([hosts.auth], startedAt - day, startedAt + 90 * day);
  const { httpsPort, httpPort } = kept(await startBalancer(otherwise, {
    listener: () => world().listener,
    health: (group, target) => healthOf(target, healthPathOf(settings().groups, group)),
    network: () => settings().network,
    certificate: async (name) => {
      const found = listedFor(name, settings().certificates);
      return found && certificates(found.host, found.state);
    },
    plain: () => settings().plain,
    idleTimeoutMs,
    onExchange: metrics.seen,
  }));

  const counts = sessionCounts();
  const database = kept(await startPostgres({
    settings: () => databaseOf(settings()), certificate: () => certificates(hosts.database, settings().certificates[hosts.database] ?? 'none'),
    onSessions: (count) => counts.seen(count, Date.now()),
  }));
  sessions.push(database);
  const startCache = async ({ server }: CacheSettings) => {
    const started = kept(await startRedis({ settings: () => settings().cache?.server ?? server }));
    sessions.push(started);
    return { cachePort: started.port };
  };
  const { cache } = settings();
  const inside = { databasePort: database.port, ...(cache === undefined ? {} : await startCache(cache)) };
  const around = { settings, resolver, ca: authority.pem, httpsPort, ...inside, ...(mlflowPort === undefined ? {} : { mlflowPort }) };
  Object.assign(ports, await startApplications(around, kept));

  const addresses: Addresses = { httpsPort, httpPort, resolver, caFile, mlflowPort: ports.mlflow, ...inside };
  return {
    description: describeLab(addresses),
    env: { [keyVariable]: key, [revokedKeyVariable]: newKey() },
    addresses,
    aws: [
      ecs(() => {
        const { tasks, serviceEvents } = world();
        return { tasks: tasks(), events: serviceEvents(), desired: desiredOf(history()), deployedAt: ground.deployedAt };
      }),
      elbv2(() => ({ listener: world().listener, httpsPort, httpPort, settings: settings() })),
      acm(() => settings().certificates, startedAt),
      rds(() => ({ ...settings().instance, events: instanceEventsOf(history()) }), () => database.port, Date.now),
      secretsManager(() => secretsOf(history())), cloudMap(world), sqs(() => queue(Date.now())),
    ],
    measured: () => {
      const [now, past] = [Date.now(), history()];
      return [...metrics.until(now, platformAt(past)), ...databaseMetrics(past, counts.at, now), ...queueMetrics(queue, now)];
    },
    hasTraces: () => hasTraces(history(), Date.now()),
    ...switches,
    stop,
  };
}
