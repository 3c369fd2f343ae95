import type { Dialling } from '../dial/dial.ts';
import { Stopwatch } from '../dial/stopwatch.ts';
import { cancelRequest } from './frontend.ts';
import { open } from './open.ts';

/** Where a session is: `address` is the `ip:port` that was reached, `host` whose certificate it has where it is encrypted. */
export interface Where { readonly address: string; readonly host: string; readonly tls: boolean }

const placeOf = (address: string): { readonly host: string; readonly port: number } => {
  const [, v6, v4 = '', port] = /^(?:\[(.+)\]|([^:]+)):(\d+)$/.exec(address) ?? [];
  return { host: v6 ?? v4, port: Number(port) };
};

/**
 * Asks a server over a second connection to give up what the session with this key is doing: it goes on with a query though nobody listens
 * any more. Whether it does so is not told. Ends when the server has taken it, when it cannot be told, and at the abort.
 * Source: PostgreSQL's documentation, "Canceling Requests in Progress".
 */
export const cancel = async ({ address, host, tls }: Where, key: Buffer, how: Pick<Dialling, 'network' | 'signal'>): Promise<void> => {
  const opened = await open({ ...placeOf(address), tls, servername: host }, { ...how, stopwatch: new Stopwatch() });
  if (!opened.ok) return;
  const { promise: over, resolve } = Promise.withResolvers<undefined>();
  const end = () => resolve(undefined);
  how.signal.addEventListener('abort', end);
  opened.receive({ data: () => {}, end, error: end });
  opened.socket.write(cancelRequest(key));
  if (!how.signal.aborted) await over;
  how.signal.removeEventListener('abort', end);
  opened.socket.destroy();
};
