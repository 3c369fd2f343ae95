import type { Socket } from 'node:net';
import type { Failure, HttpResponse, Phase } from '../../checks/observation.ts';
import { NoAnswer, type Call, type Send } from '../../mlflow/call.ts';
import type { Dialling } from '../dial/dial.ts';
import { connectFailure } from '../dial/failures.ts';
import type { Key } from '../http/request.ts';
import { failureOf } from './broken.ts';
import { reach } from './connect.ts';

export interface Calling extends Dialling {
  /** MLflow's address, without a slash at its end. */
  readonly base: URL;
  readonly key: Key | undefined;
  /** Milliseconds for one call, where that is less than until the signal. */
  readonly callMs?: number;
}

/** A way to MLflow over connections of its own. */
export interface Line {
  readonly send: Send;
  /** `ip:port` that was reached, or tried last. */
  readonly address: () => string | undefined;
  /** Closes its connections at once. */
  readonly close: () => Promise<void>;
}

const maxBytes = 1_048_576;

const timeout = (phase: Phase | undefined, address: string): Failure => {
  if (phase === 'dns') return { reason: 'dns-timeout', phase, detail: 'The name was not resolved in time.' };
  if (phase === 'connect' || phase === 'tls') return connectFailure(phase, address);
  if (phase === 'body') return { reason: 'body-timeout', phase, detail: 'The answer began but did not end in time.' };
  return { reason: 'header-timeout', ...(phase && { phase }), detail: 'The request was sent; no complete answer head came in time.' };
};

const urlOf = (base: URL, { path, query }: Call): URL => {
  const url = new URL(base.href.replace(/\/+$/, '') + path);
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
  return url;
};

/** Everything is sent from memory, so that it goes with its length. */
const bodyOf = ({ json, bytes }: Call): { readonly body?: string | Buffer; readonly headers: Record<string, string> } => {
  if (bytes !== undefined) return { body: bytes, headers: { 'content-type': 'application/octet-stream' } };
  return json === undefined ? { headers: {} } : { body: JSON.stringify(json), headers: { 'content-type': 'application/json' } };
};

/** Whether an answer says where its body ends; if not, the end of the connection does. */
const saysItsEnd = ({ headers }: Pick<HttpResponse, 'headers'>): boolean =>
  headers.some(([name]) => name === 'content-length' || name === 'transfer-encoding');

/** Opens a way to MLflow; nothing is sent yet. The client is loaded when it is first needed. */
export const openLine = async ({ base, key, network, signal, stopwatch, callMs }: Calling): Promise<Line> => {
  const { Agent, request } = await import('./client.ts');
  let address = '';
  const tried = (to: string): void => {
    address = to;
  };
  let until = signal;
  /** How the connection broke that was opened last. The client keeps that to itself: it takes a reset for an end, and TLS that is refused for a close. */
  let broken: Error | undefined;
  let latest: Socket | undefined;
  const agent = new Agent({
    maxResponseSize: maxBytes,
    connect: (_, done) => {
      reach({ base, hasKey: key !== undefined, network, signal: until, stopwatch, tried }).then((socket) => {
        stopwatch.enter('firstByte');
        broken = undefined;
        latest = socket;
        socket.once('error', (error) => {
          if (socket === latest) broken = error;
        });
        done(null, socket);
      }, (error: Error) => done(error, null));
    },
  });
  const send: Send = async (call) => {
    const { body, headers } = bodyOf(call);
    const url = urlOf(base, call);
    until = callMs === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(callMs)]);
    if (until.aborted) throw new NoAnswer(timeout(stopwatch.phase ?? 'firstByte', address));
    stopwatch.enter('firstByte');
    try {
      const answer = await request(url, {
        dispatcher: agent, method: call.method, signal: until,
        headers: {
          'user-agent': 'hokusai-health', 'accept': '*/*', 'accept-encoding': 'identity', ...headers, ...(key === undefined ? {} : { [key.name]: key.value }),
        },
        ...(body === undefined ? {} : { body }),
      });
      stopwatch.enter('body');
      const bytes = Buffer.from(await answer.body.arrayBuffer());
      const fields = Object.entries(answer.headers).flatMap(([name, value]) => [value ?? []].flat().map((each) => [name, each] as const));
      const response: HttpResponse = {
        url: url.href, status: answer.statusCode, statusText: answer.statusText, headers: fields,
        body: bytes, wireBytes: bytes.length, redirects: [],
      };
      if (broken !== undefined && !saysItsEnd(response)) throw broken;
      return response;
    } catch (error) {
      if (error instanceof NoAnswer) throw error;
      throw new NoAnswer(until.aborted ? timeout(stopwatch.phase, address) : failureOf(broken ?? error, stopwatch.phase));
    }
  };
  return { send, address: () => (address === '' ? undefined : address), close: () => agent.destroy() };
};
