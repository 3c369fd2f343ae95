import type { Dialled, Dialling } from '../dial/dial.ts';

/** A connection for more than one request; `until` when, in milliseconds of a clock that never goes back. */
export interface Kept { readonly connection: Dialled; readonly until: number }
interface Idle extends Kept { readonly timer: NodeJS.Timeout }

/** How old a connection may be that is used again: what was seen of the name and the certificate is recent, however busy it was. */
export const keptMs = 30_000;
const mostPerKey = 4;

const idle = new Map<string, readonly Idle[]>();

/** Whose connections can serve each other's requests: same scheme, host and port, found by the same name server, trusted alike. */
export const idleKey = ({ origin }: URL, { resolver, ca }: Dialling['network']): string => JSON.stringify([origin, resolver, ca]);

const forget = (key: string, entry: Idle): void => {
  clearTimeout(entry.timer);
  const others = idle.get(key)?.filter((other) => other !== entry) ?? [];
  if (others.length === 0) idle.delete(key);
  else idle.set(key, others);
};

/**
 * Leaves a connection for the next request with the same key, or closes it: when its time is up or enough wait already. While it is idle
 * it keeps no process alive, and the end of it or any byte on it closes it.
 */
export const leaveIdle = (key: string, { connection, until }: Kept, now: number): void => {
  const { socket, receive } = connection;
  const others = idle.get(key) ?? [];
  if (now >= until || others.length >= mostPerKey) {
    socket.destroy();
    return;
  }
  const close = () => {
    forget(key, entry);
    socket.destroy();
  };
  const entry: Idle = { connection, until, timer: setTimeout(close, until - now).unref() };
  idle.set(key, [...others, entry]);
  socket.unref();
  receive({ data: close, end: close, error: close });
};

/** Takes the connection that was left last. A process that was frozen may find some whose time is up before their timers did. */
export const takeIdle = (key: string, now: number): Kept | undefined => {
  for (let entry = idle.get(key)?.at(-1); entry !== undefined; entry = idle.get(key)?.at(-1)) {
    forget(key, entry);
    if (now < entry.until) {
      entry.connection.socket.ref();
      return entry;
    }
    entry.connection.socket.destroy();
  }
  return undefined;
};

/** Closes those that wait under this key: the next request has to make a connection. */
export const closeIdle = (key: string): void => {
  for (const entry of idle.get(key) ?? []) {
    forget(key, entry);
    entry.connection.socket.destroy();
  }
};
