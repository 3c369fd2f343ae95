import { createSocket } from 'node:dgram';
import type { Socket as UdpSocket } from 'node:dgram';
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { once } from 'node:events';
import type { DnsSettings } from './respond.ts';
import { respond } from './respond.ts';

export interface NameServer {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** An authoritative name server on 127.0.0.1, UDP and TCP on the same port. */
export async function startNameServer(settings: () => DnsSettings): Promise<NameServer> {
  const { udp, tcp, port } = await bindBoth();
  const connections = new Set<Socket>();
  udp.on('message', (query, from) => {
    const response = respond(query, settings());
    if (response !== undefined) udp.send(response, from.port, from.address);
  });
  tcp.on('connection', (socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
    serveStream(socket, settings);
  });
  const stop = async () => {
    for (const socket of connections) socket.destroy();
    await Promise.all([new Promise<void>((resolve) => udp.close(resolve)), new Promise<void>((resolve) => tcp.close(() => resolve()))]);
  };
  return { port, stop };
}

/** Over TCP each message follows its length in two bytes (RFC 1035, 4.2.2). */
function serveStream(socket: Socket, settings: () => DnsSettings): void {
  let pending = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (part: Buffer) => {
    pending = Buffer.concat([pending, part]);
    for (let end; pending.length >= 2 && pending.length >= (end = 2 + pending.readUInt16BE()); pending = pending.subarray(end)) {
      const response = respond(pending.subarray(2, end), settings());
      if (response === undefined) {
        socket.destroy();
        return;
      }
      const length = Buffer.alloc(2);
      length.writeUInt16BE(response.length);
      socket.write(Buffer.concat([length, response]));
    }
  });
}

/** The free TCP port may be taken for UDP by somebody else; then the next one is tried. */
async function bindBoth(): Promise<{ udp: UdpSocket; tcp: Server; port: number }> {
  for (let left = 10; ; left -= 1) {
    const tcp = createServer().listen(0, '127.0.0.1');
    await once(tcp, 'listening');
    const address = tcp.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const udp = createSocket('udp4');
    try {
      udp.bind(port, '127.0.0.1');
      await once(udp, 'listening');
      return { udp, tcp, port };
    } catch (error) {
      udp.close();
      tcp.close();
      if (left === 0) throw error;
    }
  }
}
