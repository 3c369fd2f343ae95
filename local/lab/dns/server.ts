import { createSocket } from 'node:dgram';
import type { Socket as UdpSocket } from 'node:dgram';
import type { Socket } from 'node:net';
import { once } from 'node:events';
import type { Listening } from '../http/listen.ts';
import { listenTcp } from '../tcp/listen.ts';
import type { DnsSettings } from './respond.ts';
import { respond } from './respond.ts';

/** An authoritative name server on 127.0.0.1, UDP and TCP on the same port. */
export async function startNameServer(settings: () => DnsSettings): Promise<Listening> {
  const { udp, tcp } = await bindBoth((socket) => serveStream(socket, settings));
  udp.on('message', (query, from) => {
    const response = respond(query, settings());
    if (response !== undefined) udp.send(response, from.port, from.address);
  });
  const stop = async () => {
    await Promise.all([new Promise<void>((resolve) => udp.close(resolve)), tcp.stop()]);
  };
  return { port: tcp.port, stop };
}

/** Over TCP each message follows its length in two bytes (RFC 1035, 4.2.2). */
function serveStream(socket: Socket, settings: () => DnsSettings): void {
  let pending = Buffer.alloc(0);
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
async function bindBoth(serve: (socket: Socket) => void): Promise<{ udp: UdpSocket; tcp: Listening }> {
  for (let left = 10; ; left -= 1) {
    const tcp = await listenTcp(serve);
    const udp = createSocket('udp4');
    try {
      udp.bind(tcp.port, '127.0.0.1');
      await once(udp, 'listening');
      return { udp, tcp };
    } catch (error) {
      udp.close();
      await tcp.stop();
      if (left === 0) throw error;
    }
  }
}
