import { Resolver } from 'node:dns/promises';

/** What is asked for, and whom: `ip` or `ip:port` (`[ip]:port` for IPv6), the servers of the system where that is empty. */
export interface Question { readonly name: string; readonly server: string }

/** Longer than any check has. Without the second, c-ares makes 5 seconds of the first. */
const forever = { timeout: 600_000, maxTimeout: 600_000, tries: 1 };
const firstRepeatMs = 1_000;

/** For the repeat with this number the next of the system's servers comes first: the one before may be silent. */
const resolverFor = (server: string, repeat: number): Resolver => {
  const resolver = new Resolver(forever);
  if (server !== '') {
    resolver.setServers([server]);
  } else if (repeat > 0) {
    const all = resolver.getServers();
    const first = repeat % Math.max(1, all.length);
    resolver.setServers([...all.slice(first), ...all.slice(0, first)]);
  }
  return resolver;
};

const cancelled = (): Error => Object.assign(new Error('no answer in time'), { code: 'ECANCELLED' });

/**
 * Asks until the abort: again after 1, 3, 7 seconds, because packets get lost, but without giving up what was asked before, so that the
 * first answer counts whichever question it is to. Each question has a resolver of its own: c-ares measures how fast a server usually is,
 * gives a slow answer a few times as long, and hears no answer to a question that it has repeated.
 */
export const patiently = <T>(
  signal: AbortSignal, ask: (resolver: Resolver, name: string) => Promise<T>, { name, server }: Question,
): Promise<T> => {
  if (signal.aborted) return Promise.reject(cancelled());
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const asked: Resolver[] = [];
  let timer: NodeJS.Timeout | undefined;
  const begin = () => {
    const resolver = resolverFor(server, asked.length);
    asked.push(resolver);
    timer = setTimeout(begin, firstRepeatMs * 2 ** (asked.length - 1));
    ask(resolver, name).then(resolve, reject);
  };
  const giveUp = () => reject(cancelled());
  signal.addEventListener('abort', giveUp);
  begin();
  return promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
    for (const resolver of asked) resolver.cancel();
  });
};
