import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Certified } from '../fixtures/certificates.ts';
import { closedPort } from '../fixtures/tcp-server.ts';

/** Options of a server's own configuration, such as `maxclients`. */
export type Options = Readonly<Record<string, string | number>>;

/** Redis says so in its log; one that reads its data from the disk listens before that. */
const up = /Ready to accept connections|Server initialized/;

/** Real Redis servers on loopback, all with the same folder for their data. */
export const createRedis = (program: string, { cert, key }: Certified) => {
  const home = mkdtempSync(join(tmpdir(), 'redis-'));
  const file = (name: string, text: string) => {
    const path = join(home, name);
    writeFileSync(path, text);
    return path;
  };
  const tls = { 'tls-cert-file': file('cert.pem', cert), 'tls-key-file': file('key.pem', key), 'tls-auth-clients': 'no' };
  let running: ChildProcess | undefined;

  const stop = async () => {
    if (running === undefined) return;
    const ended = once(running, 'exit');
    running.kill('SIGKILL');
    await ended;
    running = undefined;
  };
  /** Stops what runs and starts it anew; the port. Rejects with the last line of its log where it does not come up. */
  const start = async (options: Options, encrypted = false): Promise<number> => {
    await stop();
    const port = await closedPort();
    const all = { bind: '127.0.0.1', dir: home, ...(encrypted ? { 'port': 0, 'tls-port': port, ...tls } : { port }), ...options };
    const lines = ['save ""', 'appendonly no', ...Object.entries(all).map(([name, value]) => `${name} ${value}`), ''];
    const child = spawn(program, [file('redis.conf', lines.join('\n'))], { stdio: ['ignore', 'pipe', 'inherit'] });
    running = child;
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    let last = '';
    child.once('error', reject).once('exit', () => reject(new Error(`${program} ended: ${last}`)));
    createInterface(child.stdout).on('line', (line) => {
      last = line;
      if (up.test(line)) resolve(port);
    });
    return promise;
  };

  return {
    start,
    remove: async () => {
      await stop();
      rmSync(home, { recursive: true });
    },
  };
};

/** Sends lines as people type them, on one connection of its own, which stays until it is closed. Rejects where one of them is refused. */
export const talkTo = async (port: number, ...lines: readonly string[]) => {
  const socket = connect({ host: '127.0.0.1', port });
  const answers = createInterface(socket)[Symbol.asyncIterator]();
  for (const line of lines) {
    socket.write(`${line}\r\n`);
    const { value } = await answers.next() as { readonly value?: string };
    if (value === undefined || value.startsWith('-')) throw new Error(`${line}: ${value ?? 'no answer'}`);
  }
  return {
    [Symbol.asyncDispose]: async () => {
      const closed = once(socket, 'close');
      socket.destroy();
      await closed;
    },
  };
};
