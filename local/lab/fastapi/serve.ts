import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import { answer, answerJson } from '../http/answer.ts';
import type { Exchange } from '../http/routes.ts';
import { createRouter, splitTarget } from '../http/routes.ts';
import type { Application, Operation } from './application.ts';
import { openApi } from './openapi.ts';

/** A server that answers as a FastAPI application under uvicorn does: its refusals are `{"detail": …}`. */
export function serveApplication({ title, operations, documents = () => true, middleware, admit }: Application): Server {
  const document: Operation = {
    method: 'GET', path: '/openapi.json', summary: 'OpenAPI document', hidden: true,
    handle: ({ outgoing }) =>
      (documents() ? answerJson(outgoing, 200, openApi(title, operations)) : answerDetail(outgoing, 404, 'Not Found')),
  };
  const match = createRouter([document, ...operations]);
  const serve = async (exchange: Omit<Exchange, 'params'>) => {
    const { incoming, outgoing, path } = exchange;
    if (middleware !== undefined && !(await middleware({ ...exchange, params: {} }))) return;
    const found = match(incoming.method ?? 'GET', path);
    if (found.kind === 'not-found') return answerDetail(outgoing, 404, 'Not Found');
    if (found.kind === 'wrong-method') return answerJson(outgoing, 405, { detail: 'Method Not Allowed' }, { allow: found.allow });
    const whole: Exchange = { ...exchange, params: found.params };
    if (found.route.needsKey === true && (await admit?.(whole)) !== true) return;
    await found.route.handle(whole);
  };
  return createServer((incoming, outgoing) => {
    serve({ incoming, outgoing, ...splitTarget(incoming.url ?? '/') }).catch(() => {
      if (outgoing.headersSent) outgoing.destroy();
      else answer(outgoing, 500, { server: 'uvicorn', 'content-type': 'text/plain; charset=utf-8' }, 'Internal Server Error');
    });
  });
}

/** A refusal in FastAPI's form. */
export const answerDetail = (outgoing: ServerResponse, status: number, detail: unknown): void => answerJson(outgoing, status, { detail });
