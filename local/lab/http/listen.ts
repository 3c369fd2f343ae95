import type { Server } from 'node:http';

/** A server that listens on 127.0.0.1. `stop` ends it together with its open connections. */
export interface Listening {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** Listens on a free port of 127.0.0.1. Rejects with the operating system's error. */
export async function listen(server: Server): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port: address.port, stop };
}
