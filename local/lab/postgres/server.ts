import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { SecureContext } from 'node:tls';
import type { Listening } from '../http/listen.ts';
import { listenTcp } from '../tcp/listen.ts';
import { Entered } from './entered.ts';
import { Kept } from './kept.ts';
import { takeFirst } from './reader.ts';
import { serve } from './session.ts';
import type { SessionEnd } from './session.ts';
import type { PostgresSettings } from './settings.ts';
import { cstrings, errorResponse, requests, version3 } from './wire.ts';

export interface PostgresServer extends Listening {
  /** Ends every session there is, as an administrator does. */
  readonly endSessions: () => void;
}

export interface PostgresOptions {
  readonly settings: () => PostgresSettings;
  /** The certificate to show, if the server has one. */
  readonly certificate?: () => SecureContext | undefined | Promise<SecureContext | undefined>;
  /** Told how each session ended. */
  readonly onEnd?: (end: SessionEnd) => void;
  /** Told how many sessions there are, whenever that has changed. */
  readonly onSessions?: (count: number) => void;
}

const ended = errorResponse({ severity: 'FATAL', code: '57P01', message: 'terminating connection due to administrator command' });

/** A small Postgres server on 127.0.0.1: it admits and refuses as the real one, and answers what a health check and the lab's applications ask. */
export async function startPostgres({ settings, certificate, onEnd, onSessions }: PostgresOptions): Promise<PostgresServer> {
  const entered = new Map<Socket, Entered>();
  const kept = new Kept();

  /** Nobody hears whether there is a session with that key. */
  const cancel = (key: Buffer) => [...entered.values()].find((each) => each.key.equals(key))?.cancel();

  /** What comes before a session: asking for encryption, which it may do once; or instead of one. */
  const begin = async (plain: Socket): Promise<void> => {
    let socket = plain;
    for (let first = await takeFirst(socket); first !== undefined; first = await takeFirst(socket)) {
      if (first.code === version3) return session(socket, first.data);
      if (first.code === requests.cancel) cancel(first.data);
      const context = first.code === requests.tls && socket === plain ? await certificate?.() : undefined;
      if (first.code !== requests.tls && first.code !== requests.gss) break;
      plain.write(context === undefined ? 'N' : 'S');
      if (context !== undefined) socket = new TLSSocket(plain, { isServer: true, secureContext: context }).on('error', () => plain.destroy());
    }
    plain.destroy();
  };

  const session = async (socket: Socket, data: Buffer): Promise<void> => {
    const fields = cstrings(data);
    const parameters = new Map(fields.flatMap((name, at) => (at % 2 === 0 ? [[name, fields[at + 1] ?? ''] as const] : [])));
    const user = parameters.get('user') ?? '';
    const applicant = { user, database: parameters.get('database') ?? user, encrypted: socket instanceof TLSSocket, address: '127.0.0.1' };
    const sessions = () => ({ all: entered.size, ofUser: [...entered.values()].filter((each) => each.user === user).length });
    const enter = () => {
      const one = new Entered(user);
      entered.set(socket, one);
      onSessions?.(entered.size);
      return one;
    };
    const end = await serve(socket, settings, applicant, sessions, enter, kept);
    if (entered.delete(socket)) onSessions?.(entered.size);
    socket.end();
    onEnd?.(end);
  };

  const listening = await listenTcp((socket) => void begin(socket));
  const endSessions = () => {
    for (const socket of entered.keys()) socket.end(ended, () => socket.destroy());
    entered.clear();
    onSessions?.(0);
  };
  return { ...listening, endSessions };
}
