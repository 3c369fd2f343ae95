import type { Listener } from '../balancer/rule.ts';
import type { ServiceEvent, Task } from '../control-plane/ecs.ts';
import type { DnsSettings } from '../dns/respond.ts';
import { current, type History } from '../history.ts';
import { hosts } from '../settings.ts';
import { processesOf, type Processes } from './process.ts';
import { serviceEventsOf } from './service-events.ts';
import { spellsOf } from './spells.ts';
import { listenerOf, type Ports } from './targets.ts';
import { tasksOf } from './tasks.ts';

/** What is there whatever the settings are. */
export interface Ground extends Ports {
  /** When the services were deployed, epoch milliseconds. */
  readonly deployedAt: number;
}

/** What follows from the settings at a moment, and of which AWS tells from those before. */
export interface World {
  readonly processes: Processes;
  readonly tasks: () => readonly Task[];
  readonly serviceEvents: () => readonly ServiceEvent[];
  readonly listener: Listener;
  readonly dns: DnsSettings;
}

/** Nothing listens at this address. */
const nowhere = '127.0.0.3';

/** What the settings result in at a moment, epoch milliseconds. Nothing here is said by a cause: symptoms follow. */
export const worldAt = (history: History, ground: Ground, now: number): World => {
  const settings = current(history);
  const processes = processesOf(settings);
  const { dns } = settings;
  const tasks = () => tasksOf(spellsOf(history), ground.deployedAt, now);
  // Cloud Map gives a name to healthy instances only.
  const discovered = processes.mlflow.state === 'serves' ? { [hosts.mlflow]: ['127.0.0.1'] } : {};
  // What is not there does not answer at the address that its name has.
  const gone = [
    ...(settings.instance.status === 'stopped' ? [hosts.database] : []), ...(settings.cache?.node === 'gone' ? [hosts.cache] : []),
    ...(processes.mlflow.state === 'serves' ? [] : [hosts.mlflow]),
  ];
  const moved = Object.fromEntries(gone.filter((name) => name in dns.names).map((name) => [name, [nowhere]]));
  return {
    processes, tasks,
    serviceEvents: () => serviceEventsOf(history, spellsOf(history), tasks(), ground.deployedAt, now),
    listener: listenerOf(settings, ground),
    dns: { ...dns, names: { ...discovered, ...dns.names, ...moved } },
  };
};
