import { certificatesOf } from '../aws/load-balancer.ts';
import type { SettingsOf, Zod } from '../platform/zod.ts';
import { hostName, port } from './address.ts';
import { askListener } from './ask-listener.ts';
import { askCertificates, mostCertificates } from './listener/ask-certificates.ts';
import { certificateFacts } from './listener/certificate-facts.ts';
import { defineProbe } from './probe.ts';

const settings = (z: Zod) => z.strictObject({
  loadBalancer: z.string().min(1).describe('ARN of the load balancer.'),
  port: port(z).default(443).describe('The port of the listener.'),
  hosts: z.array(hostName(z)).default([]).describe('Host names that a certificate of the listener must be for.'),
});

export type ListenerSettings = SettingsOf<typeof settings>;

const encrypted: ReadonlySet<string> = new Set(['HTTPS', 'TLS']);

/** Asks for a load balancer's listener: whether it is there, what it speaks, which certificates it has, and what ACM says of them. */
export const listener = defineProbe<ListenerSettings>({
  settings,
  target: ({ loadBalancer, port }) => ({ label: `listener ${port} of ${loadBalancer.split(':').at(-1) ?? ''}`, requests: 2 + mostCertificates }),
  expects: { facts: { protocol: 'HTTPS', uncovered: [], unfit: [] } },
  observes: () => ({ facts: true }),
  facts: {
    protocol: '`HTTPS`, `HTTP`, `TLS`, `TCP`, …',
    tlsPolicy: 'The name of the policy that says which TLS it speaks.',
    certificates: 'ARNs of its certificates, the default one first.',
    validity: 'Of each of ACM\'s: names, status, days left, and how the renewal stands.',
    uncovered: 'Those of the hosts that none of the certificates is for; none is told where one of them is not ACM\'s.',
    unfit: 'Those for which a certificate has expired, is not valid yet, is not issued or could not be renewed, each with what is wrong.',
    daysLeft: 'Days until the first of the certificates for the hosts expires.',
    ports: 'On which ports the load balancer listens.',
  },
  run: ({ loadBalancer, port, hosts }) => ({ signal }) => askListener(loadBalancer, port, signal, async ({ arn, protocol, tlsPolicy }, all) => {
    const certificates = encrypted.has(protocol) ? await certificatesOf(arn, signal) : [];
    const ports = all.map((each) => String(each.port));
    const { details, complete } = await askCertificates(certificates, signal);
    return {
      facts: {
        protocol, ...(tlsPolicy === undefined ? {} : { tlsPolicy }), certificates, ports,
        ...certificateFacts(details, { hosts, complete, now: Date.now() }),
      },
    };
  }),
});
