import type { LookupFunction } from 'node:net';
import type { createClient } from '@redis/client';

/** Where a cache is, and its password. */
export interface CachePlace {
  readonly host: string;
  readonly port: number;
  readonly password: string;
  readonly lookup: LookupFunction;
}

const clientOf = (create: typeof createClient, { host, port, password, lookup }: CachePlace) => create({
  password, RESP: 2, disableClientInfo: true, maintNotifications: 'disabled', socket: { host, port, lookup, reconnectStrategy: false },
}).on('error', () => {});

export type CacheClient = ReturnType<typeof clientOf>;

/** A cache, as an application uses it that can do without: what it cannot have in time, or at all, is undefined. */
export interface Cache {
  readonly use: <T>(work: (client: CacheClient) => Promise<T>) => Promise<T | undefined>;
}

/** Milliseconds that an application waits for its cache, connecting included. */
const patienceMs = 500;

/** An application's one connection to its cache, made anew whenever it has gone; what was asked on one that was kept is then asked once more. */
export const openCache = async (place: CachePlace): Promise<Cache & { readonly stop: () => Promise<void> }> => {
  // It takes a while to load, and most labs have no Redis.
  const { createClient: create } = await import('@redis/client');
  let kept: { readonly client: CacheClient; readonly ready: Promise<unknown> } | undefined;
  const dropKept = () => {
    kept?.client.destroy();
    kept = undefined;
  };
  const connect = () => {
    const client = clientOf(create, place);
    const made = { client, ready: client.connect() };
    const forget = () => { if (kept === made) kept = undefined; };
    made.ready.catch(forget);
    client.on('terminated', forget);
    return (kept = made);
  };
  const ask = async <T>(work: (client: CacheClient) => Promise<T>, oftener = true): Promise<T> => {
    const wasKept = kept !== undefined;
    const { client, ready } = kept ?? connect();
    try {
      await ready;
      return await work(client);
    } catch (error) {
      if (!oftener || !wasKept || client.isReady) throw error;
      return ask(work, false);
    }
  };
  return {
    use: async (work) => {
      const { promise: late, resolve: giveUp } = Promise.withResolvers<undefined>();
      const timer = setTimeout(() => {
        // What is asked on a connection that no longer answers would be waited for without end.
        if (kept?.client.isReady === true) dropKept();
        giveUp(undefined);
      }, patienceMs);
      try {
        return await Promise.race([ask(work).catch(() => undefined), late]);
      } finally {
        clearTimeout(timer);
      }
    },
    stop: async () => dropKept(),
  };
};
