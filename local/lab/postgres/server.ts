import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { SecureContext } from 'node:tls';
import { takeFirst } from './reader.ts';
import { serve } from './session.ts';
import type { SessionEnd } from './session.ts';
import type { PostgresSettings } from './settings.ts';
import { cstrings, requests, version3 } from './wire.ts';

export interface PostgresServer {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

export interface PostgresOptions {
  readonly settings: () => PostgresSettings;
  /** The certificate to show, if the server has one. */
  readonly certificate?: () => SecureContext | undefined | Promise<SecureContext | undefined>;
  /** Told how each session ended. */
  readonly onEnd?: (end: SessionEnd) => void;
}

/** A small Postgres server on 127.0.0.1: it admits and refuses as the real one, and answers what a health check asks. */
export async function startPostgres({ settings, certificate, onEnd }: PostgresOptions): Promise<PostgresServer> {
  const connections = new Set<Socket>();
  const users: string[] = [];

  /** What comes before a session: asking for encryption, which it may do once. */
  const begin = async (plain: Socket): Promise<void> => {
    let socket = plain;
    for (let first = await takeFirst(socket); first !== undefined; first = await takeFirst(socket)) {
      if (first.code === version3) return session(socket, first.data);
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
    const sessions = () => ({ all: users.length, ofUser: users.filter((each) => each === user).length });
    let entered = false;
    const enter = () => {
      entered = true;
      users.push(user);
    };
    const end = await serve(socket, settings(), applicant, sessions, enter);
    if (entered) users.splice(users.indexOf(user), 1);
    socket.end();
    onEnd?.(end);
  };

  const server = createServer((socket) => {
    connections.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => connections.delete(socket));
    void begin(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const stop = async () => {
    for (const socket of connections) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { port: typeof address === 'object' && address !== null ? address.port : 0, stop };
}
