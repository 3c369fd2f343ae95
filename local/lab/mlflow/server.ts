import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { Database } from '../database/database.ts';
import { answer, answerJson } from '../http/answer.ts';
import { parseObject, readBody } from '../http/body.ts';
import type { Exchange, Route } from '../http/routes.ts';
import { createRouter, splitTarget } from '../http/routes.ts';
import { aliasCalls } from './aliases.ts';
import { artifactRoutes } from './artifact-routes.ts';
import { batchCalls } from './batch.ts';
import type { Call } from './call.ts';
import { askDatabase } from './database.ts';
import { MlflowError } from './error.ts';
import { experimentCalls } from './experiments.ts';
import type { Input } from './input.ts';
import { loggedModelCalls } from './logged-models.ts';
import { modelCalls } from './models.ts';
import { answerWerkzeug, uiPage } from './pages.ts';
import { runArtifactCalls } from './run-artifacts.ts';
import { runCalls } from './runs.ts';
import { defaultHosts, refusalOf, securityHeaders } from './security.ts';
import type { MlflowSettings } from './settings.ts';
import type { Store } from './store.ts';

const version = '3.17.2';

/**
 * A small MLflow tracking server: the REST API of MLflow 3.17 on a store in memory, for which it needs its database's
 * leave where it has one. It answers only to the hosts allowed, as `--allowed-hosts` has it.
 */
export function createMlflow(
  store: Store, allowedHosts: readonly string[] = defaultHosts, settings: () => MlflowSettings = () => ({}), database?: Database,
): Server {
  const calls = [
    ...experimentCalls, ...runCalls, ...batchCalls, ...runArtifactCalls, ...loggedModelCalls, ...modelCalls, ...aliasCalls,
  ];
  const match = createRouter<Route>([
    { method: 'GET', path: '/', handle: text(uiPage, 'text/html; charset=utf-8') },
    { method: 'GET', path: '/health', handle: text('OK') },
    { method: 'GET', path: '/version', handle: text(version) },
    ...['/api', '/ajax-api'].flatMap((prefix) => calls.map((call) => routeOf(call, `${prefix}/2.0/mlflow/`, store, database))),
    ...artifactRoutes(store, settings),
  ]);
  const serve = async (exchange: Omit<Exchange, 'params'>) => {
    const { delayMs = 0 } = settings();
    if (delayMs > 0) await setTimeout(delayMs);
    const refusal = refusalOf(exchange.incoming, exchange.path, allowedHosts);
    if (refusal !== undefined) return answer(exchange.outgoing, 403, { 'server': 'uvicorn', 'content-type': 'text/plain' }, refusal);
    const found = match(exchange.incoming.method ?? 'GET', exchange.path);
    if (found.kind === 'not-found') return answerWerkzeug(exchange.outgoing, 404);
    if (found.kind === 'wrong-method') return answerWerkzeug(exchange.outgoing, 405, found.allow);
    await found.route.handle({ ...exchange, params: found.params });
  };
  return createServer((incoming, outgoing) => {
    for (const [name, value] of Object.entries(securityHeaders)) outgoing.setHeader(name, value);
    serve({ incoming, outgoing, ...splitTarget(incoming.url ?? '/') }).catch((error: unknown) => {
      if (outgoing.headersSent) outgoing.destroy();
      else if (error instanceof MlflowError) answerJson(outgoing, error.status, { error_code: error.code, message: error.message });
      else answerWerkzeug(outgoing, 500);
    });
  });
}

const text = (body: string, type = 'text/plain; charset=utf-8') => ({ outgoing }: Exchange): void =>
  answer(outgoing, 200, { 'server': 'uvicorn', 'content-type': type }, body);

const routeOf = ([method, path, run]: Call, prefix: string, store: Store, database: Database | undefined): Route => ({
  method,
  path: prefix + path,
  handle: async (exchange) => {
    const input = method === 'GET' ? Object.fromEntries(new URLSearchParams(exchange.query)) : await bodyOf(exchange);
    if (database !== undefined) await askDatabase(database, method, path);
    answerJson(exchange.outgoing, 200, run(store, { ...input, ...exchange.params }, Date.now()));
  },
});

/** A body without a length is lost on its way into the real server, and what is not JSON counts as empty: parameters seem to be missing. */
async function bodyOf({ incoming }: Exchange): Promise<Input> {
  const { 'content-type': type, 'content-length': length } = incoming.headers;
  if (incoming.method === 'POST') wantJson(type);
  const body = await readBody(incoming);
  return length === undefined ? {} : (parseObject(body.toString()) ?? {});
}

/** Only a POST has to say that its body is JSON. */
function wantJson(type: string | undefined): void {
  if (type === undefined) throw new MlflowError('INVALID_PARAMETER_VALUE', 'Bad Request. Content-Type header is missing.');
  if (!type.startsWith('application/json')) {
    throw new MlflowError('INVALID_PARAMETER_VALUE', "Bad Request. Content-Type must be one of ['application/json'].");
  }
}
