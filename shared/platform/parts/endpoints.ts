import * as z from 'zod';
import { methods } from '../method.ts';
import type { Endpoint } from '../platform.ts';
import { name, path, text } from './text.ts';

const line = text(`a method and a path, such as "GET /api/health"`, new RegExp(`^(?:${methods.join('|')}) /\\S*$`));

const described = z.strictObject({
  host: z.enum(['auth', 'registry']).describe('Host that serves it.').default('registry'),
  method: z.enum(methods).describe('Method.').default('GET'),
  path: path.describe('Path, with its template filled in.'),
  service: name.describe('Service that it belongs to; the host\'s name unless described, mlflow under the proxy path.').exactOptional(),
  name: text('a name').describe('Name for people.').exactOptional(),
});

const short = line.transform((line): z.output<typeof described> => {
  const [method = '', path = ''] = line.split(' ');
  return { host: 'registry', method: methods.find((known) => known === method) ?? 'GET', path };
});

const lineOrFull = 'a method and a path, such as "GET /api/health", or an endpoint in full';

export const endpoints = z.array(z.union([short, described], { error: lineOrFull }))
  .describe('The documented endpoints, each routed to the right application: "GET /path" on the registry host, or in full.');

const api = [
  'GET /api/health', 'GET /api/v1/models', 'POST /api/v1/models',
  'GET /api/v1/models/example', 'GET /api/v1/models/example/versions', 'POST /api/v1/models/example/versions',
];
/** Routes of MLflow's REST API, version 2.0: https://mlflow.org/docs/latest/api_reference/rest-api.html. */
const mlflowApi = [
  'POST /api/2.0/mlflow/experiments/search', 'POST /api/2.0/mlflow/runs/create', 'POST /api/2.0/mlflow/registered-models/create',
  'POST /api/2.0/mlflow/model-versions/create', 'GET /api/2.0/mlflow-artifacts/artifacts',
];

/** The endpoints that a registry host is documented to serve, MLflow's under the proxy path. */
export const documented = (proxyPath: string): readonly string[] =>
  [...api, ...mlflowApi.map((line) => line.replace(' ', ` ${proxyPath}`))];

/** MLflow's own API, of any version. It alone tells where MLflow is mounted at the root of the host, above the registry's paths. */
const ofMlflow = /^\/api\/[0-9.]+\/mlflow(?:-artifacts)?\//;

const isProxied = (path: string, proxyPath: string): boolean => (proxyPath === '' ? ofMlflow.test(path) : path.startsWith(`${proxyPath}/`));

/** Endpoints with the service that each belongs to. */
export const withService = (described: z.output<typeof endpoints>, proxyPath: string | undefined): readonly Endpoint[] =>
  described.map(({ service, ...endpoint }) => {
    const proxied = endpoint.host === 'registry' && proxyPath !== undefined && isProxied(endpoint.path, proxyPath);
    return { ...endpoint, service: service ?? (proxied ? 'mlflow' : endpoint.host) };
  });
