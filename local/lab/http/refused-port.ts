import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Listening } from './listen.ts';

/**
 * Holds a port of 127.0.0.1 on which every connection is refused. It is the near end of a connection: taken, so that
 * nobody else is given it, and without a listener. A port that was merely free could get one at any moment.
 */
export async function holdRefusedPort(): Promise<Listening> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = once(server, 'connection');
  const near = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [[far]] = await Promise.all([accepted, once(near, 'connect')]);
  const { localPort } = near;
  if (localPort === undefined) throw new Error('the connection has no port');
  const stop = async () => {
    near.destroy();
    far.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { port: localPort, stop };
}
