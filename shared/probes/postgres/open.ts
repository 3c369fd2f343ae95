import { dial } from '../dial/dial.ts';
import type { Dialled, Dialling, NotDialled } from '../dial/dial.ts';
import { encrypt } from '../dial/encrypt.ts';
import { Stopwatch } from '../dial/stopwatch.ts';
import { agreeOnTls } from './agree-on-tls.ts';

export interface Place {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** Whose certificate it is to be, where that is not the host's. */
  readonly servername?: string;
}

/** What clients of Postgres and its newer servers call what is spoken inside. */
const protocol = 'postgresql';

/** A connection to where a session can begin: encrypted and verified where that is asked for, after the server agreed to it in its own way. */
export const open = async ({ host, port, tls, servername = host }: Place, dialling: Dialling): Promise<Dialled | NotDialled> => {
  const { signal, stopwatch } = dialling;
  const plain = await dial({ host, port }, dialling);
  if (!plain.ok || !tls) return plain;
  stopwatch.enter('tls');
  const failure = await agreeOnTls(plain, signal);
  if (failure !== undefined) {
    const timings = stopwatch.stop();
    plain.socket.destroy();
    return { ok: false, observation: { ...timings, address: plain.address, failure } };
  }
  const again = async () => {
    const other = await dial({ host, port }, { ...dialling, stopwatch: new Stopwatch() });
    if (!other.ok) return undefined;
    if (await agreeOnTls(other, signal) === undefined) return other.socket;
    other.socket.destroy();
    return undefined;
  };
  return encrypt({ plain, again }, { host, port, tls: { protocol, servername } }, dialling);
};
