import type { Listener, Target } from '../balancer/rule.ts';
import type { Task } from '../control-plane/ecs.ts';
import type { Failing } from '../control-plane/metrics/balancer.ts';
import type { DnsSettings } from '../dns/respond.ts';
import type { QueueSettings, ServiceName, Settings } from '../settings.ts';
import { failingForMs, hosts, serviceNames } from '../settings.ts';
import { databaseAdmits } from './login.ts';
import { processesOf, type Processes } from './process.ts';
import { queueOf } from './queue.ts';
import { tasksOf } from './tasks.ts';

/** What is there whatever the settings are: ports of 127.0.0.1, and moments in epoch milliseconds. */
export interface Ground {
  readonly ports: Readonly<Record<ServiceName, number>>;
  /** A port on which every connection is refused. */
  readonly refusedPort: number;
  readonly startedAt: number;
}

/** What follows from the settings at a moment. */
export interface World {
  readonly processes: Processes;
  readonly tasks: readonly Task[];
  readonly listener: Listener;
  readonly dns: DnsSettings;
  readonly queue: QueueSettings;
  /** Services that nobody has been served by for an hour, as their tasks have been stopping. */
  readonly failing: readonly Failing[];
}

const loopback = '127.0.0.1';
/** Nothing listens at this address. */
const nowhere = '127.0.0.3';

const targetsOf = ({ groups }: Settings, service: ServiceName, processes: Processes, { ports, refusedPort }: Ground): readonly Target[] => {
  const { targets, port } = groups[service];
  if (targets === 'none' || processes[service].state === 'absent' || processes[service].state === 'never starts') return [];
  const listens = port === 'own' && processes[service].state === 'serves';
  const target = { address: loopback, port: listens ? ports[service] : refusedPort };
  return targets === 'registered' ? [target] : [{ ...target, draining: { goneAt: targets.drainingUntil } }];
};

/** A task that dies leaves a target that refuses, one that never starts none. */
const failingOf = (processes: Processes, { since }: Settings): readonly Failing[] => serviceNames.flatMap((service): readonly Failing[] => {
  const { state } = processes[service];
  if (state !== 'dies' && state !== 'never starts') return [];
  return [{ service, from: since - failingForMs, status: state === 'dies' ? 502 : 503 }];
});

/** What the settings result in at a moment. Nothing here is said by a cause: symptoms follow. */
export const worldAt = (settings: Settings, ground: Ground, now: number): World => {
  const processes = processesOf(settings, (task) => databaseAdmits(settings, task));
  const groups = serviceNames.map((service) => [service, targetsOf(settings, service, processes, ground)] as const);
  const { dns, rules, otherwise } = settings;
  // Cloud Map gives a name to healthy instances only.
  const discovered = processes.mlflow.state === 'serves' ? { [hosts.mlflow]: [loopback] } : {};
  // What is not there does not answer at the address that its name has.
  const gone = [
    ...(settings.instance.status === 'stopped' ? [hosts.database] : []), ...(settings.cache?.node === 'gone' ? [hosts.cache] : []),
    ...(processes.mlflow.state === 'serves' ? [] : [hosts.mlflow]),
  ];
  const moved = Object.fromEntries(gone.filter((name) => name in dns.names).map((name) => [name, [nowhere]]));
  return {
    processes,
    tasks: tasksOf(processes, settings, ground.startedAt, now),
    listener: { rules, otherwise, targetGroups: Object.fromEntries(groups) },
    dns: { ...dns, names: { ...discovered, ...dns.names, ...moved } },
    queue: queueOf(settings, processes, now),
    failing: failingOf(processes, settings),
  };
};
