import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { SecureContext } from 'node:tls';
import { answer } from './commands.ts';
import type { RedisSettings } from './settings.ts';
import { failed, takeCommand } from './wire.ts';

export interface RedisServer {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** How a connection came to its end. */
export type ConnectionEnd = 'refused' | 'quit' | 'dropped';

export interface RedisOptions {
  readonly settings: () => RedisSettings;
  /** The certificate to show: it then speaks TLS and nothing else. */
  readonly certificate?: SecureContext;
  /** Told how each connection ended. */
  readonly onEnd?: (end: ConnectionEnd) => void;
}

/** More than any client of the lab says at a time. */
const longest = 65_536;

/** A small Redis server on 127.0.0.1: it admits and refuses as the real one, and answers what a health check asks. */
export async function startRedis({ settings, certificate, onEnd }: RedisOptions): Promise<RedisServer> {
  const connections = new Set<Socket>();

  const serve = (socket: Socket): void => {
    const client = { admitted: false, user: 'default' };
    let said: Buffer = Buffer.alloc(0);
    let end: ConnectionEnd = 'dropped';
    const finish = (how: ConnectionEnd, words: string) => {
      end = how;
      socket.removeAllListeners('data').resume().end(words);
    };
    socket.on('close', () => onEnd?.(end));
    const { clients, maxClients } = settings();
    if (clients + connections.size > maxClients) return finish('refused', failed('ERR max number of clients reached'));
    socket.on('data', (bytes: Buffer) => {
      said = Buffer.concat([said, bytes]);
      if (said.length > longest) return void socket.destroy();
      for (let taken = takeCommand(said); taken !== undefined; taken = takeCommand(said)) {
        const { words, rest } = taken;
        said = rest;
        if (words.length === 0) continue;
        const answered = answer(words, { settings: settings(), connected: connections.size, now: Date.now() }, client);
        if (words[0]?.toLowerCase() === 'quit') return finish('quit', answered);
        socket.write(answered);
      }
    });
  };

  const server = createServer((plain) => {
    connections.add(plain);
    plain.on('error', () => plain.destroy()).on('close', () => connections.delete(plain));
    if (certificate === undefined) return serve(plain);
    serve(new TLSSocket(plain, { isServer: true, secureContext: certificate }).on('error', () => plain.destroy()));
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
