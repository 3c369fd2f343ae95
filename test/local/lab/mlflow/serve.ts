import { afterAll, beforeAll } from 'vitest';
import type { Database } from '../../../../local/lab/database/database.ts';
import type { Listening } from '../../../../local/lab/http/listen.ts';
import { listen } from '../../../../local/lab/http/listen.ts';
import { createMlflow } from '../../../../local/lab/mlflow/server.ts';
import type { MlflowSettings } from '../../../../local/lab/mlflow/settings.ts';
import { createStore } from '../../../../local/lab/mlflow/store.ts';
import { ask } from '../ask.ts';
import type { Asked } from '../ask.ts';

/** An MLflow that serves while a test file runs, and a client that speaks to it: plainly, or the JSON of its API. */
export function serveMlflow(allowedHosts?: readonly string[], settings?: () => MlflowSettings, database?: Database) {
  const running: Listening[] = [];
  beforeAll(async () => {
    running.push(await listen(createMlflow(createStore(0), allowedHosts, settings, database)));
  });
  afterAll(() => Promise.all(running.map(({ stop }) => stop())));

  const plain = (path: string, asked: Asked = {}) => ask(`http://127.0.0.1:${running[0]?.port ?? 0}${path}`, asked);
  const call = async (method: string, path: string, input?: unknown) => {
    const sent = input === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) };
    const got = await plain(`/api/2.0/mlflow/${path}`, { method, ...sent });
    return { status: got.status, said: JSON.parse(got.body) };
  };
  return { plain, call, post: (path: string, input: unknown) => call('POST', path, input), get: (path: string) => call('GET', path) };
}
