import { hostPort } from '../platform/host-port.ts';
import type { SettingsOf, Zod } from '../platform/zod.ts';
import { host, hostName, port } from './address.ts';
import { dial } from './dial/dial.ts';
import { Stopwatch } from './dial/stopwatch.ts';
import { defineProbe } from './probe.ts';

const settings = (z: Zod) => z.strictObject({
  host: host(z),
  port: port(z).default(443),
  servername: hostName(z).exactOptional().describe('The name asked for inside TLS; the host by default.'),
});

export type TlsSettings = SettingsOf<typeof settings>;

/** Does the TLS handshake with full verification, sends nothing, and keeps the certificate's facts also when it is bad. */
export const tls = defineProbe<TlsSettings>({
  settings,
  target: ({ host, port, servername }) => {
    const at = hostPort(host, port);
    return { label: `TLS ${at}${servername === undefined ? '' : ` as ${servername}`}`, host: at };
  },
  expects: { certificate: { daysLeft: 14 } },
  observes: () => ({ certificate: true }),
  run: ({ host, port, servername }) => async ({ signal, network }) => {
    const stopwatch = new Stopwatch();
    const dialled = await dial({ host, port, tls: servername === undefined ? {} : { servername } }, { signal, network, stopwatch });
    if (!dialled.ok) return dialled.observation;
    const timings = stopwatch.stop();
    dialled.socket.destroy();
    const certificate = dialled.certificate?.();
    return { ...timings, address: dialled.address, ...(certificate === undefined ? {} : { certificate }) };
  },
});
