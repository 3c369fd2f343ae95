import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Service } from './service.ts';

/** The versions that the journey is proved on, and what pip is asked for. With SQLAlchemy 2.1 the older one dies at its start. */
export const mlflowVersions = {
  '2.22.5': ['mlflow[auth]==2.22.5', 'sqlalchemy<2.1'],
  '3.17.2': ['mlflow[auth]==3.17.2'],
} as const;
export type MlflowVersion = keyof typeof mlflowVersions;

const versions = Object.keys(mlflowVersions) as readonly MlflowVersion[];

const run = promisify(execFile);
const cache = join(import.meta.dirname, '../../node_modules/.cache/hokusai');
const homeOf = (version: MlflowVersion): string => join(cache, `mlflow-${version}`);
const programOf = (version: MlflowVersion, name: string): string => join(homeOf(version), 'bin', name);

/** The interpreter of an installed version, which can import it. */
export const pythonOf = (version: MlflowVersion): string => programOf(version, 'python');

/** The last line of what a program had to say. */
const lastWords = (error: unknown): string => {
  const { stderr = '', message } = error as Error & { readonly stderr?: string };
  return stderr.trim().split('\n').at(-1) || message;
};

/**
 * Installs a version into a Python environment of its own, once (about 850 MB, a minute or two). Answers with why it cannot be had
 * here; undefined where it is there. `say` is told before anything is installed.
 */
const installMlflow = async (version: MlflowVersion, say: (line: string) => void): Promise<string | undefined> => {
  const home = homeOf(version);
  const complete = join(home, 'complete');
  if (existsSync(complete)) return undefined;
  say(`installing ${mlflowVersions[version].join(' ')} into ${home}`);
  try {
    await mkdir(cache, { recursive: true });
    await run('python3', ['-m', 'venv', home]);
    await run(pythonOf(version), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...mlflowVersions[version]]);
    await writeFile(complete, '');
    return undefined;
  } catch (error) {
    return `MLflow ${version} cannot be installed: ${lastWords(error)}`;
  }
};

export interface RunningMlflow {
  readonly version: MlflowVersion;
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Ends all of its processes and removes its files. */
  readonly stop: () => Promise<void>;
}

/** What protects it: nobody, or MLflow's own basic-auth plugin with this one administrator. */
export interface MlflowOptions { readonly admin?: { readonly user: string; readonly password: string } }

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

const protect = async (directory: string, { admin }: MlflowOptions): Promise<Readonly<Record<string, string>>> => {
  if (admin === undefined) return {};
  const file = join(directory, 'auth.ini');
  const { user, password } = admin;
  await writeFile(file, [
    '[mlflow]', 'default_permission = READ', 'database_uri = sqlite:///auth.db', `admin_username = ${user}`, `admin_password = ${password}`,
    'authorization_function = mlflow.server.auth:authenticate_request_basic_auth', '',
  ].join('\n'));
  return { MLFLOW_AUTH_CONFIG_PATH: file, MLFLOW_AUTH_ADMIN_PASSWORD: password, MLFLOW_FLASK_SERVER_SECRET_KEY: 'made-up-for-a-test' };
};

/** It is up when it finds experiments; `/health` says nothing of that. A refusal is an answer, too. */
const isUp = async (url: string): Promise<boolean> => {
  const search = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"max_results":1}' };
  try {
    const { status } = await fetch(`${url}/api/2.0/mlflow/experiments/search`, { ...search, signal: AbortSignal.timeout(5_000) });
    return status === 200 || status === 401;
  } catch {
    return false;
  }
};

const startMs = 120_000;
const stopMs = 5_000;

/** Starts an installed version with an empty store. Rejects with its last words where it does not come up. */
export const startMlflow = async (version: MlflowVersion, options: MlflowOptions = {}): Promise<RunningMlflow> => {
  const directory = await mkdtemp(join(tmpdir(), 'hokusai-mlflow-'));
  const port = await freePort();
  const child = spawn(programOf(version, 'mlflow'), [
    'server', '--host', '127.0.0.1', '--port', String(port), '--workers', '1',
    '--backend-store-uri', 'sqlite:///mlflow.db', '--artifacts-destination', './artifacts',
    ...(options.admin === undefined ? [] : ['--app-name', 'basic-auth']),
  ], {
    cwd: directory,
    // It has children of its own, of which some outlive it unless the whole group is told.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env, ...await protect(directory, options),
      MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false', MLFLOW_DISABLE_TELEMETRY: 'true',
    },
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => { log = (log + bytes.toString()).slice(-4_000); });
  const ended = new Promise<'ended'>((resolve) => child.once('exit', () => resolve('ended')).once('error', () => resolve('ended')));
  const signal = (name: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch {
      // The group is gone.
    }
  };
  const stop = async (): Promise<void> => {
    signal('SIGTERM');
    await Promise.race([ended, sleep(stopMs, undefined, { ref: false })]);
    signal('SIGKILL');
    await ended;
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  };
  const url = `http://127.0.0.1:${port}`;
  const giveUpAt = Date.now() + startMs;
  while (!await isUp(url)) {
    if (Date.now() > giveUpAt || await Promise.race([ended, sleep(200)]) === 'ended') {
      await stop();
      throw new Error(`MLflow ${version} did not come up: ${log.trim().split('\n').slice(-5).join(' | ')}`);
    }
  }
  return { version, url, stop };
};

/** Real MLflow servers of every version, in Python environments of their own. One that cannot be had is said and left out. */
export const service: Service = {
  name: 'mlflow',
  prepare: async (say) => {
    const faults: string[] = [];
    const ready: MlflowVersion[] = [];
    for (const version of versions) {
      const fault = await installMlflow(version, say);
      if (fault === undefined) ready.push(version);
      else faults.push(fault);
    }
    if (ready.length === 0) return { skip: faults.join('; ') };
    for (const fault of faults) say(`SKIPPED, ${fault}`);
    return { env: { TEST_SERVICES_MLFLOW: ready.join(' ') } };
  },
};

if (import.meta.main) console.log(await service.prepare(console.log));
