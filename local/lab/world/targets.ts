import type { Listener, Target } from '../balancer/rule.ts';
import type { ServiceName, Settings } from '../settings.ts';
import { serviceNames } from '../settings.ts';
import { processesOf } from './process.ts';

/** Ports of 127.0.0.1. */
export interface Ports {
  readonly ports: Readonly<Record<ServiceName, number>>;
  /** A port on which every connection is refused. */
  readonly refusedPort: number;
}

/** A task that dies leaves a target that refuses, with the port that it was registered with; one that never starts leaves none. */
const targetsOf = (settings: Settings, service: ServiceName, { ports, refusedPort }: Ports): readonly Target[] => {
  const { targets, port } = settings.groups[service];
  const { state } = processesOf(settings)[service];
  if (targets === 'none' || state === 'absent' || state === 'never starts') return [];
  const target: Target = {
    address: '127.0.0.1', port: port === 'own' ? ports[service] : refusedPort, ...(port === 'own' && state === 'serves' ? {} : { refusedAt: refusedPort }),
  };
  return targets === 'registered' ? [target] : [{ ...target, draining: { goneAt: targets.drainingUntil } }];
};

/** How the load balancer goes about requests while settings are in force. */
export const listenerOf = (settings: Settings, ports: Ports): Listener => ({
  rules: settings.rules, otherwise: settings.otherwise,
  targetGroups: Object.fromEntries(serviceNames.map((service) => [service, targetsOf(settings, service, ports)])),
});
