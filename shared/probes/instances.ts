import { discover, discoveryCalls } from '../aws/cloud-map.ts';
import type { SettingsOf, Zod } from '../platform/zod.ts';
import { hostName } from './address.ts';
import { askAws, notFound } from './aws-call.ts';
import { defineProbe } from './probe.ts';

const settings = (z: Zod) => z.strictObject({
  namespace: hostName(z).describe('Name of the namespace.'),
  service: z.string().min(1).describe('Name of the service in it.'),
});

export type InstancesSettings = SettingsOf<typeof settings>;

/** Asks Cloud Map alone, and no name server, for the instances of a service: that can be done from anywhere. */
export const instances = defineProbe<InstancesSettings>({
  settings,
  target: ({ namespace, service }) => ({ label: `Cloud Map instances of ${service} in ${namespace}`, requests: discoveryCalls }),
  expects: { facts: { healthy: { gte: 1 } } },
  observes: () => ({ facts: true }),
  facts: {
    healthy: 'How many instances are healthy, or have no health check.',
    unhealthy: 'How many are not.',
    addresses: 'Addresses of those that are healthy; one that is registered by a name has none.',
  },
  run: ({ namespace, service }) => ({ signal }) => askAws('Cloud Map', signal, async () => {
    const known = await discover(namespace, service, signal);
    if (known === undefined) return notFound(`Cloud Map knows no service ${service} in ${namespace}`);
    const { healthy, unhealthy } = known;
    const addresses = healthy.flatMap(({ ipv4, ipv6 }) => [ipv4, ipv6].filter((address) => address !== undefined));
    return { facts: { healthy: healthy.length, unhealthy: unhealthy.length, addresses: addresses.toSorted() } };
  }),
});
