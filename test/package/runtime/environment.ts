import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { startRuntimeApi, type Outcome } from './runtime-api.ts';
import { unzip } from './unzip.ts';

/** One execution environment of a packaged function, warm from the first invocation to its end. */
export interface Environment {
  readonly invoke: (event: unknown) => Promise<Outcome>;
  /** Ends it; resolves with all that it logged. */
  readonly end: () => Promise<string>;
}

/** Starts a packaged function under AWS's own runtime client, in a clean process environment as on Lambda. */
export const startEnvironment = async ({ zip, handler, functionName, env, timeoutMs = 55_000 }: {
  /** Path of the packaged archive. */
  readonly zip: string;
  readonly handler: string;
  readonly functionName: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}): Promise<Environment> => {
  await using started = new AsyncDisposableStack();
  const root = await mkdtemp(join(tmpdir(), 'task-'));
  started.defer(() => rm(root, { recursive: true, force: true }));
  await unzip(await readFile(zip), root);
  const api = await startRuntimeApi({ timeoutMs, functionName });
  started.defer(api.close);
  const child = spawn(process.execPath, ['--import', new URL('hooks.ts', import.meta.url).href, fileURLToPath(import.meta.resolve('aws-lambda-ric'))], {
    cwd: root,
    env: {
      AWS_LAMBDA_RUNTIME_API: api.address,
      AWS_LAMBDA_NODEJS_USE_ALTERNATIVE_CLIENT_1: 'true', // asks for events over plain HTTP
      AWS_LAMBDA_FUNCTION_NAME: functionName,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
      AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${functionName}`,
      AWS_LAMBDA_LOG_STREAM_NAME: 'local',
      LAMBDA_TASK_ROOT: root,
      _HANDLER: handler,
      ...env,
    },
  });
  const logs = Promise.all([text(child.stdout), text(child.stderr)]);
  const exit = once(child, 'exit').then(() => api.end({ kind: 'exit' }));
  started.defer(async () => {
    child.kill('SIGKILL');
    await exit;
  });
  const running = started.move();
  return {
    invoke: api.invoke,
    end: async () => {
      await running.disposeAsync();
      return (await logs).join('');
    },
  };
};
