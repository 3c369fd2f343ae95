import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What became of one invocation, as the runtime told it. */
export type Outcome =
  | { readonly kind: 'response'; readonly body: unknown }
  | { readonly kind: 'error' | 'init-error'; readonly errorType: string; readonly errorMessage: string }
  | { readonly kind: 'exit' };

interface Invocation {
  readonly id: string;
  readonly event: unknown;
  readonly settle: (outcome: Outcome) => void;
}

const readError = (kind: 'error' | 'init-error', body: string): Outcome => {
  const { errorType, errorMessage } = JSON.parse(body) as { errorType: string; errorMessage: string };
  return { kind, errorType, errorMessage };
};

/** Lambda's Runtime API on loopback, for one execution environment: one invocation at a time, in order. */
export const startRuntimeApi = async ({ timeoutMs, functionName }: { timeoutMs: number; functionName: string }) => {
  const waiting: Invocation[] = [];
  let running: Invocation | undefined;
  let asking: ServerResponse | undefined;
  let ended: Outcome | undefined;

  const hand = (): void => {
    if (asking === undefined || running !== undefined) return;
    running = waiting.shift();
    if (running === undefined) return;
    asking.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': running.id,
      'lambda-runtime-deadline-ms': String(Date.now() + timeoutMs),
      'lambda-runtime-invoked-function-arn': `arn:aws:lambda:us-east-1:111122223333:function:${functionName}`,
    }).end(JSON.stringify(running.event));
    asking = undefined;
  };

  const settle = (outcome: Outcome): void => {
    running?.settle(outcome);
    running = undefined;
    hand();
  };

  /** No event will be handled any more: what waits now or later gets this outcome. */
  const end = (outcome: Outcome): void => {
    ended ??= outcome;
    for (const { settle } of [...(running === undefined ? [] : [running]), ...waiting.splice(0)]) settle(ended);
    running = undefined;
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url?.replace('/2018-06-01/runtime/', '');
    if (path === 'invocation/next') {
      asking = response;
      return hand();
    }
    const body = await text(request);
    response.writeHead(202).end('{}');
    if (path === 'init/error') end(readError('init-error', body));
    else if (path === `invocation/${running?.id}/response`) settle({ kind: 'response', body: body === '' ? undefined : JSON.parse(body) });
    else if (path === `invocation/${running?.id}/error`) settle(readError('error', body));
  };

  const server = createServer((request, response) => void serve(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    end,
    invoke: (event: unknown) => new Promise<Outcome>((resolve) => {
      if (ended !== undefined) return resolve(ended);
      waiting.push({ id: randomUUID(), event, settle: resolve });
      hand();
    }),
    close: async (): Promise<void> => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
