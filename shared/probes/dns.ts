import { nameServer } from '../platform/zod.ts';
import type { SettingsOf, Zod } from '../platform/zod.ts';
import { hostName } from './address.ts';
import { recordTypes, resolve } from './dial/resolve.ts';
import { resolveHere } from './dial/resolve-here.ts';
import { Stopwatch } from './dial/stopwatch.ts';
import { defineProbe } from './probe.ts';

const settings = (z: Zod) => z.strictObject({
  name: hostName(z).describe('The name to look up.'),
  type: z.enum(recordTypes, { error: `one of ${recordTypes.join(', ')}` }).default('address')
    .describe('The record type; address is A and AAAA.'),
  resolver: nameServer(z).exactOptional()
    .describe("The DNS server to ask; the network's own by default."),
});

export type DnsSettings = SettingsOf<typeof settings>;

/**
 * Looks a name up, never in a cache, and in the checker's hosts file only where no name server is described and its own does not know the name.
 * Times out, as everything, when the check's time is up.
 */
export const dns = defineProbe<DnsSettings>({
  settings,
  target: ({ name, type, resolver }) => ({ label: `DNS ${type} ${name}${resolver === undefined ? '' : ` at ${resolver}`}` }),
  expects: { answers: { atLeast: 1 } },
  observes: () => ({ answers: true }),
  run: ({ name, type, resolver }) => async ({ signal, network }) => {
    const server = resolver ?? network.resolver;
    const stopwatch = new Stopwatch();
    stopwatch.enter('dns');
    const found = await (server === undefined ? resolveHere(name, type, signal) : resolve(name, type, { signal, server }));
    const timings = stopwatch.stop();
    const address = server === undefined ? {} : { address: server };
    if (!found.ok) {
      const reason = found.reason === 'resolver' && resolver !== undefined ? 'dns-unreachable' : found.reason;
      return { ...timings, ...address, failure: { reason, phase: 'dns', detail: found.detail } };
    }
    const { ok: _, ...records } = found;
    return { ...timings, ...address, answers: { name, type, ...(server === undefined ? {} : { server }), ...records } };
  },
});
