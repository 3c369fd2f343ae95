import { request } from 'node:http';
import type { LookupFunction } from 'node:net';
import { answerDetail } from '../fastapi/serve.ts';
import type { Exchange } from '../http/routes.ts';

/** How the registry reaches MLflow: by its internal name. */
export interface MlflowUpstream {
  readonly host: string;
  readonly port: number;
  readonly lookup: LookupFunction;
}

/** What is wrong with how requests are passed on. */
export interface ProxySettings {
  /** There is no route for the artifacts of MLflow. */
  readonly withoutArtifacts?: true;
  /** Bodies are streamed on without their length. */
  readonly stripsLength?: true;
  /** The host name that the client used is sent on. */
  readonly keepsHost?: true;
  /** The path is sent on with its prefix: every path, or those of artifacts. */
  readonly keepsPrefix?: true | 'of artifacts';
}

const ofArtifacts = (path: string): boolean => path.includes('/mlflow-artifacts/');

/** The path that MLflow is asked for one of its own; undefined where there is no route. */
const onward = (path: string, { withoutArtifacts, keepsPrefix }: ProxySettings): string | undefined => {
  if (withoutArtifacts === true && ofArtifacts(path)) return undefined;
  return keepsPrefix === true || (keepsPrefix === 'of artifacts' && ofArtifacts(path)) ? `/api/mlflow${path}` : path;
};

const hostFor = ({ incoming }: Exchange, { host, port }: MlflowUpstream, { keepsHost }: ProxySettings): string =>
  (keepsHost === true ? incoming.headers.host : undefined) ?? `${host}:${port}`;

/** Passes a request on to MLflow under another path, without the platform's key, and the answer back as it comes. */
export function passToMlflow(exchange: Exchange, path: string, upstream: MlflowUpstream, settings: ProxySettings = {}): void {
  const { incoming, outgoing, query } = exchange;
  const onPath = onward(path, settings);
  if (onPath === undefined) return answerDetail(outgoing, 404, 'Not Found');
  const { authorization: _, 'x-api-key': __, connection: ___, ...headers } = incoming.headers;
  const { 'content-length': length, ...unframed } = headers;
  const sent = settings.stripsLength === true && length !== undefined ? { ...unframed, 'transfer-encoding': 'chunked' } : headers;
  const passed = request({
    hostname: upstream.host,
    port: upstream.port,
    lookup: upstream.lookup,
    method: incoming.method ?? 'GET',
    path: query === '' ? onPath : `${onPath}?${query}`,
    headers: { ...sent, host: hostFor(exchange, upstream, settings) },
    agent: false,
  });
  passed.on('response', (response) => {
    const { connection: _, ...others } = response.headers;
    outgoing.writeHead(response.statusCode ?? 502, others);
    response.on('error', () => outgoing.destroy()).pipe(outgoing);
  });
  passed.on('error', () => {
    if (outgoing.headersSent) outgoing.destroy();
    else answerDetail(outgoing, 502, 'MLflow is unreachable');
  });
  outgoing.on('close', () => passed.destroy());
  incoming.pipe(passed);
}

/** Milliseconds within which MLflow has to tell of its artifacts. */
const patienceMs = 1_500;

/** Whether artifacts can be listed by the way on which the registry's clients come to them, for a client that asks how the registry is. */
export const artifactsThere = (exchange: Exchange, upstream: MlflowUpstream, settings: ProxySettings = {}): Promise<boolean> => {
  const path = onward('/api/2.0/mlflow-artifacts/artifacts', settings);
  if (path === undefined) return Promise.resolve(false);
  return new Promise((resolve) => {
    const asked = request({
      hostname: upstream.host, port: upstream.port, lookup: upstream.lookup, path, headers: { host: hostFor(exchange, upstream, settings) },
      agent: false, signal: AbortSignal.timeout(patienceMs),
    });
    asked.on('response', (response) => {
      resolve(response.statusCode === 200);
      response.resume();
    });
    asked.on('error', () => resolve(false)).end();
    exchange.outgoing.on('close', () => asked.destroy());
  });
};
