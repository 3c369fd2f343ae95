import { certificatesOf } from '../aws/load-balancer.ts';
import type { SettingsOf, Zod } from '../platform/zod.ts';
import { port } from './address.ts';
import { askListener } from './ask-listener.ts';
import { defineProbe } from './probe.ts';

const settings = (z: Zod) => z.strictObject({
  loadBalancer: z.string().min(1).describe('ARN of the load balancer.'),
  port: port(z).default(443).describe('The port of the listener.'),
});

export type ListenerSettings = SettingsOf<typeof settings>;

const encrypted: ReadonlySet<string> = new Set(['HTTPS', 'TLS']);

/**
 * Asks for a load balancer's listener: whether it is there, what it speaks, and which certificates it has. For which names they are only
 * a handshake tells (`tls`).
 */
export const listener = defineProbe<ListenerSettings>({
  settings,
  target: ({ loadBalancer, port }) => ({ label: `listener ${port} of ${loadBalancer.split(':').at(-1) ?? ''}`, requests: 2 }),
  expects: { facts: { protocol: 'HTTPS' } },
  observes: () => ({ facts: true }),
  facts: {
    protocol: '`HTTPS`, `HTTP`, `TLS`, `TCP`, …',
    tlsPolicy: 'The name of the policy that says which TLS it speaks.',
    certificates: 'ARNs of its certificates, the default one first.',
    ports: 'On which ports the load balancer listens.',
  },
  run: ({ loadBalancer, port }) => ({ signal }) => askListener(loadBalancer, port, signal, async ({ arn, protocol, tlsPolicy }, all) => {
    const certificates = encrypted.has(protocol) ? await certificatesOf(arn, signal) : [];
    const ports = all.map((each) => String(each.port));
    return { facts: { protocol, certificates, ports, ...(tlsPolicy === undefined ? {} : { tlsPolicy }) } };
  }),
});
