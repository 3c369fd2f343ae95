import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Certified } from '../fixtures/certificates.ts';
import { closedPort } from '../fixtures/tcp-server.ts';

/** How it is started: who is admitted (lines of pg_hba.conf, the first that fits counts), and settings of its own. */
export interface Start { readonly hba: readonly string[]; readonly options?: Readonly<Record<string, string | number>>; readonly standby?: true }

/** It refuses to run as root, so then it runs as nobody. */
const nobody = 65_534;
const owner = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};

/** A new cluster on loopback with a superuser `admin` who needs no password. `programs` is the folder of its programs. */
export const createCluster = async (programs: string, { cert, key }: Certified) => {
  const port = await closedPort();
  const home = mkdtempSync(join(tmpdir(), 'postgres-'));
  const data = join(home, 'data');
  const file = (name: string, text: string, mode = 0o644) => {
    const path = join(home, name);
    writeFileSync(path, text);
    chmodSync(path, mode);
    if (owner.uid !== undefined) chownSync(path, owner.uid, owner.gid);
    return path;
  };
  const run = (program: string, args: readonly string[]) => {
    // It inherits what is open, so nobody who waits for the end of a pipe would see one.
    const { status, error } = spawnSync(join(programs, program), args, {
      cwd: home, ...owner, stdio: 'ignore', env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', HOME: home },
    });
    if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}`, { cause: error });
  };
  chmodSync(home, 0o755);
  if (owner.uid !== undefined) chownSync(home, owner.uid, owner.gid);
  run('initdb', ['-D', data, '-U', 'admin', '--auth=trust', '--no-sync', '-E', 'UTF8']);
  const tls = { ssl_cert_file: file('cert.pem', cert), ssl_key_file: file('key.pem', key, 0o600) };
  let running = false;

  /** `immediate` ends it whatever it is doing. */
  const stop = (how: 'fast' | 'immediate' = 'fast') => {
    if (running) run('pg_ctl', ['-D', data, '-w', '-m', how, 'stop']);
    running = false;
  };
  return {
    port,
    /** Puts a text where the server can read it. */
    file,
    /** Stops what runs and starts it anew. */
    start: ({ hba, options = {}, standby }: Start): void => {
      stop();
      const all = {
        listen_addresses: '127.0.0.1', port, unix_socket_directories: home, fsync: 'off', shared_buffers: '16MB', max_wal_senders: 0,
        hba_file: file('hba.conf', ['host all admin 127.0.0.1/32 trust', ...hba, ''].join('\n')), ssl: 'on', ...tls, ...options,
      };
      if (standby) file('data/standby.signal', '');
      const given = Object.entries(all).map(([name, value]) => `-c ${name}=${value}`).join(' ');
      running = true;
      run('pg_ctl', ['-D', data, '-w', '-l', join(home, 'log'), '-o', given, 'start']);
    },
    sql: (statement: string, database = 'postgres'): string =>
      execFileSync(join(programs, 'psql'), ['-h', '127.0.0.1', '-p', String(port), '-U', 'admin', '-d', database, '-qtAc', statement], {
        encoding: 'utf8', cwd: home,
      }).trim(),
    remove: (): void => {
      stop('immediate');
      rmSync(home, { recursive: true, force: true });
    },
  };
};
