import type { ProbeSpec } from '../../checks/check.ts';
import type { ListenerSettings } from '../../probes/listener.ts';
import type { Generate } from '../checks-of.ts';
import type { Draft } from '../draft.ts';
import { portOf } from './port.ts';

/** One check for each port on which a described host is reached by TLS: the load balancer has a listener there that speaks it. */
export const listenerChecks: Generate = ({ hosts, loadBalancer }) => {
  if (loadBalancer === undefined) return [];
  const encrypted = Object.entries(hosts).filter(([, { url }]) => url.startsWith('https:'))
    .map(([service, { url }]) => ({ service, port: portOf(url) }));
  const listeners = encrypted.filter(({ port }, index) => encrypted.findIndex((other) => other.port === port) === index);
  return listeners.map(({ service, port }): Draft => {
    const probe: ProbeSpec<'listener', ListenerSettings> = { kind: 'listener', settings: { loadBalancer, port } };
    return {
      slug: listeners.length === 1 ? 'listener' : `listener-${service}`, name: `The load balancer listens on ${port}`, service, role: 'warning',
      probe, expect: { facts: { protocol: 'HTTPS' } },
    };
  });
};
