import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { SecureContext } from 'node:tls';
import type { Listening } from '../http/listen.ts';
import { listenTcp } from '../tcp/listen.ts';
import { answer } from './commands.ts';
import type { RedisSettings } from './settings.ts';
import type { Strings } from './strings.ts';
import { failed, takeCommand } from './wire.ts';

export interface RedisServer extends Listening {
  /** Ends every connection there is. */
  readonly endSessions: () => void;
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

/** A small Redis server on 127.0.0.1: it admits and refuses as the real one, answers what a health check asks, and keeps texts. */
export async function startRedis({ settings, certificate, onEnd }: RedisOptions): Promise<RedisServer> {
  const strings: Strings = new Map();
  const served = new Set<Socket>();

  const serve = (socket: Socket, connections: () => number): void => {
    const client = { admitted: false, user: 'default' };
    let said: Buffer = Buffer.alloc(0);
    let end: ConnectionEnd = 'dropped';
    const finish = (how: ConnectionEnd, words: string) => {
      end = how;
      socket.removeAllListeners('data').resume().end(words);
    };
    served.add(socket);
    socket.on('close', () => {
      served.delete(socket);
      onEnd?.(end);
    });
    const { clients, maxClients } = settings();
    if (clients + connections() > maxClients) return finish('refused', failed('ERR max number of clients reached'));
    socket.on('data', (bytes: Buffer) => {
      if (settings().silent) return;
      said = Buffer.concat([said, bytes]);
      if (said.length > longest) return void socket.destroy();
      for (let taken = takeCommand(said); taken !== undefined; taken = takeCommand(said)) {
        const { words, rest } = taken;
        said = rest;
        if (words.length === 0) continue;
        const answered = answer(words, { settings: settings(), strings, connected: connections(), now: Date.now() }, client);
        if (words[0]?.toLowerCase() === 'quit') return finish('quit', answered);
        socket.write(answered);
      }
    });
  };

  const listening = await listenTcp((plain, connections) => {
    if (certificate === undefined) return serve(plain, connections);
    serve(new TLSSocket(plain, { isServer: true, secureContext: certificate }).on('error', () => plain.destroy()), connections);
  });
  const endSessions = () => {
    for (const socket of served) socket.destroy();
  };
  return { ...listening, endSessions };
}
