import type { Call } from './call.ts';

/** A tag as MLflow writes it. */
export interface Tag { readonly key: string; readonly value: string }

const tracking = '/api/2.0/mlflow/';
const artifacts = '/api/2.0/mlflow-artifacts/artifacts';

const get = (path: string, query: Readonly<Record<string, string>>): Call => ({ method: 'GET', path: tracking + path, query });
const post = (path: string, json: unknown): Call => ({ method: 'POST', path: tracking + path, json });
/** MLflow takes what is to be deleted from the body; of a query it says that the parameter is missing. */
const remove = (path: string, json: unknown): Call => ({ method: 'DELETE', path: tracking + path, json });
const file = (path: string): string => `${artifacts}/${path.split('/').map(encodeURIComponent).join('/')}`;

/** The calls of MLflow's REST API, alike in 2.22 and 3.x, that a journey makes. Times are epoch milliseconds; `page` is an answer's token for the next. */
export const experiments = {
  byName: (name: string) => get('experiments/get-by-name', { experiment_name: name }),
  create: (name: string, tags: readonly Tag[]) => post('experiments/create', { name, tags }),
  restore: (id: string) => post('experiments/restore', { experiment_id: id }),
} as const;

export const runs = {
  create: (experimentId: string, name: string, startedAt: number, tags: readonly Tag[]) =>
    post('runs/create', { experiment_id: experimentId, run_name: name, start_time: startedAt, tags }),
  logBatch: (id: string, logged: { readonly params: readonly Tag[]; readonly metrics: readonly unknown[]; readonly tags: readonly Tag[] }) =>
    post('runs/log-batch', { run_id: id, ...logged }),
  finish: (id: string, endedAt: number) => post('runs/update', { run_id: id, status: 'FINISHED', end_time: endedAt }),
  get: (id: string) => get('runs/get', { run_id: id }),
  search: (experimentId: string, filter: string, most: number, page?: string) => post('runs/search', {
    experiment_ids: [experimentId], filter, max_results: most, order_by: ['attributes.start_time ASC'], ...(page === undefined ? {} : { page_token: page }),
  }),
  delete: (id: string) => post('runs/delete', { run_id: id }),
} as const;

export const models = {
  create: (name: string, tags: readonly Tag[]) => post('registered-models/create', { name, tags }),
  search: (filter: string, most: number, page?: string) =>
    get('registered-models/search', { filter, max_results: String(most), ...(page === undefined ? {} : { page_token: page }) }),
  delete: (name: string) => remove('registered-models/delete', { name }),
  setAlias: (name: string, alias: string, version: string) => post('registered-models/alias', { name, alias, version }),
  getAlias: (name: string, alias: string) => get('registered-models/alias', { name, alias }),
  deleteAlias: (name: string, alias: string) => remove('registered-models/alias', { name, alias }),
} as const;

export const versions = {
  create: (name: string, source: string, runId: string, tags: readonly Tag[]) =>
    post('model-versions/create', { name, source, run_id: runId, tags }),
  downloadUri: (name: string, version: string) => get('model-versions/get-download-uri', { name, version }),
  delete: (name: string, version: string) => remove('model-versions/delete', { name, version }),
} as const;

/** Only 3.x has them. */
export const loggedModel = (id: string): Call => get(`logged-models/${encodeURIComponent(id)}`, {});

/** Files in the artifact store, by their paths below its root. */
export const files = {
  upload: (path: string, bytes: Buffer): Call => ({ method: 'PUT', path: file(path), bytes }),
  list: (directory: string): Call => ({ method: 'GET', path: artifacts, query: { path: directory } }),
  download: (path: string): Call => ({ method: 'GET', path: file(path) }),
  delete: (path: string): Call => ({ method: 'DELETE', path: file(path) }),
} as const;
