import type { Failure } from '../checks/observation.ts';
import { hostPort } from '../platform/host-port.ts';
import { Stopwatch } from './dial/stopwatch.ts';
import { readKey } from './http/key.ts';
import { nextHop } from './http/redirect.ts';
import { firstHop, settings } from './http/settings.ts';
import type { HttpSettings } from './http/settings.ts';
import { authorityOf, visit } from './http/visit.ts';
import { defineProbe } from './probe.ts';

export type { HttpSettings } from './http/settings.ts';

const tooMany = (follow: number): Failure => ({
  reason: 'redirect-loop', phase: 'body', detail: `The address redirects more than ${follow} times.`,
});

/**
 * Asks over HTTP/1.1 and reads the whole answer, with full verification where TLS is used; on a new connection unless one is to be reused.
 */
export const http = defineProbe<HttpSettings>({
  settings,
  target: ({ method, url }) => {
    const { host, port } = authorityOf(new URL(url));
    return { label: `${method} ${url}`, host: hostPort(host, port) };
  },
  expects: { status: ['2xx'] },
  observes: ({ url, method, follow }) => ({
    response: true,
    body: method === 'HEAD' ? 'an answer to HEAD has no body' : true,
    redirect: follow > 0 ? 'with "follow", redirects are followed' : true,
    certificate: follow === 0 && new URL(url).protocol === 'http:' ? 'the address is not https' : true,
  }),
  run: (settings) => {
    const { auth, follow, maxBytes } = settings;
    const first = firstHop(settings);
    return async ({ signal, network, credential }) => {
      const read = auth === undefined ? { key: undefined } : await readKey(auth, credential, signal);
      if ('failure' in read) return { phases: {}, totalMs: 0, failure: read.failure };
      const { key } = read;
      const stopwatch = new Stopwatch();
      const redirects: string[] = [];
      for (let hop = first;;) {
        const { seen, head } = await visit(hop, { network, signal, stopwatch, key, maxBytes, redirects });
        const next = head === undefined || follow === 0 ? undefined : nextHop(hop, head, key);
        if (next === undefined) return { ...stopwatch.stop(), ...seen };
        if ('failure' in next) return { ...stopwatch.stop(), ...seen, failure: next.failure };
        if (redirects.length === follow) return { ...stopwatch.stop(), ...seen, failure: tooMany(follow) };
        redirects.push(hop.url.href);
        hop = next;
      }
    };
  },
});
