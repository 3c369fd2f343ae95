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
  /** Bodies are streamed on without their length. */
  readonly stripsLength?: true;
  /** The host name that the client used is sent on. */
  readonly keepsHost?: true;
  /** The path is sent on with its prefix: every path, or those of artifacts. */
  readonly keepsPrefix?: true | 'of artifacts';
}

/** Passes a request on to MLflow under another path, without the platform's key, and the answer back as it comes. */
export function passToMlflow({ incoming, outgoing, query }: Exchange, path: string, upstream: MlflowUpstream, settings: ProxySettings = {}): void {
  const { authorization: _, 'x-api-key': __, connection: ___, ...headers } = incoming.headers;
  const { 'content-length': length, ...unframed } = headers;
  const sent = settings.stripsLength === true && length !== undefined ? { ...unframed, 'transfer-encoding': 'chunked' } : headers;
  const keepsPrefix = settings.keepsPrefix === true || (settings.keepsPrefix === 'of artifacts' && path.includes('/mlflow-artifacts/'));
  const onPath = keepsPrefix ? `/api/mlflow${path}` : path;
  const onward = request({
    hostname: upstream.host,
    port: upstream.port,
    lookup: upstream.lookup,
    method: incoming.method ?? 'GET',
    path: query === '' ? onPath : `${onPath}?${query}`,
    headers: { ...sent, host: settings.keepsHost === true ? incoming.headers.host : `${upstream.host}:${upstream.port}` },
    agent: false,
  });
  onward.on('response', (response) => {
    const { connection: _, ...others } = response.headers;
    outgoing.writeHead(response.statusCode ?? 502, others);
    response.on('error', () => outgoing.destroy()).pipe(outgoing);
  });
  onward.on('error', () => {
    if (outgoing.headersSent) outgoing.destroy();
    else answerDetail(outgoing, 502, 'MLflow is unreachable');
  });
  outgoing.on('close', () => onward.destroy());
  incoming.pipe(onward);
}
