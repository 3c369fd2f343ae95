import type { ProbeSpec } from '../../checks/check.ts';
import type { ListenerSettings } from '../../probes/listener.ts';
import type { Generate } from '../checks-of.ts';
import type { Draft } from '../draft.ts';
import { isAddress } from '../is-address.ts';
import { isNetwork } from './network.ts';
import { portOf } from './port.ts';

/**
 * One check for each port on which a described host is reached by TLS: the load balancer has a listener there that speaks it, with a good
 * certificate for each of the hosts. ACM has none for addresses.
 */
export const listenerChecks: Generate = ({ hosts, loadBalancer }) => {
  if (loadBalancer === undefined) return [];
  const encrypted = Object.entries(hosts).filter(([, { url }]) => url.startsWith('https:'))
    .map(([service, { url }]) => ({ service, port: portOf(url), host: new URL(url).hostname }));
  const listeners = encrypted.filter(({ port }, index) => encrypted.findIndex((other) => other.port === port) === index);
  return listeners.map(({ service, port }): Draft => {
    const named = encrypted.filter((other) => other.port === port && !isAddress(other.host));
    const probe: ProbeSpec<'listener', ListenerSettings> = { kind: 'listener', settings: { loadBalancer, port, hosts: [...new Set(named.map(({ host }) => host))] } };
    return {
      slug: listeners.length === 1 ? 'listener' : `listener-${service}`, name: `The load balancer listens on ${port} with good certificates`, service, role: 'warning',
      probe,
      expect: {
        facts: {
          protocol: isNetwork(loadBalancer) ? 'TLS' : 'HTTPS',
          uncovered: { eq: [], words: { called: 'hosts without a certificate' } },
          unfit: { eq: [], words: { called: 'hosts with a bad certificate' } },
        },
      },
    };
  });
};
