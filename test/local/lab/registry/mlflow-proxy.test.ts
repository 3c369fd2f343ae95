import { createServer } from 'node:http';
import type { LookupFunction } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { listen } from '../../../../local/lab/http/listen.ts';
import { passToMlflow, type ProxySettings } from '../../../../local/lab/registry/mlflow-proxy.ts';
import { ask } from '../ask.ts';

const open: { stop: () => Promise<void> }[] = [];
afterEach(() => Promise.all(open.splice(0).map((one) => one.stop())));

const lookup: LookupFunction = (_, options, callback) =>
  (options.all === true ? callback(null, [{ address: '127.0.0.1', family: 4 }]) : callback(null, '127.0.0.1', 4));

/** The path under which MLflow is asked for what a client asks of such a proxy. */
const passedOn = async (settings: ProxySettings, path: string): Promise<string> => {
  const mlflow = await listen(createServer((incoming, outgoing) => outgoing.end(incoming.url)));
  const upstream = { host: 'mlflow.test', port: mlflow.port, lookup };
  const proxy = await listen(createServer((incoming, outgoing) =>
    passToMlflow({ incoming, outgoing, path, query: '', params: {} }, path, upstream, settings)));
  open.push(proxy, mlflow);
  return (await ask(`http://127.0.0.1:${proxy.port}/`)).body;
};

const search = '/api/2.0/mlflow/experiments/search';
const upload = '/api/2.0/mlflow-artifacts/artifacts/1/a.txt';

it.each([
  [{}, search, upload],
  [{ keepsPrefix: 'of artifacts' }, search, `/api/mlflow${upload}`],
  [{ keepsPrefix: true }, `/api/mlflow${search}`, `/api/mlflow${upload}`],
] as const)('which is set up so: %o, asks MLflow for %s', async (settings, searched, uploaded) => {
  expect([await passedOn(settings, search), await passedOn(settings, upload)]).toEqual([searched, uploaded]);
});
