import { stringify } from 'yaml';
import type { Listing, Operation } from './openapi.ts';
import { documented } from './parts/endpoints.ts';
import { slugOf } from './slug.ts';

/** What came of asking an address once. `json` is the answer's body where it is JSON and the answer was a good one. */
export type Asked =
  | { readonly status: number; readonly json?: unknown }
  /** Why there was no answer, as a sentence; and whether it was for a certificate that nobody here trusts. */
  | { readonly failure: string; readonly untrusted?: boolean };

/** An address that was asked, with the operations that its host lists. */
export interface Visited extends Listing { readonly url: URL; readonly asked: Asked }

/** So many endpoints of one host there is sure to be room for in a minute; the others are left as a comment. */
const most = 20;

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

export const yaml = (part: object) => stringify(part, { lineWidth: 0 }).trimEnd();

/** What can be asked as it is, without a parameter and without changing anything. */
const isPlain = ({ method, exact }: Operation) => method === 'GET' && exact;

const asComments = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : [
  '# Not proposed as they are: they may change something, have a parameter ("example" stands for it), read like another one, or are too many.',
  ...lines.map((line) => `#  - ${line}`),
]);

const lines = (operations: readonly Operation[]) => unique(operations.map(({ method, path }) => `${method} ${path}`));

/** The registry's endpoints. */
export const endpointPart = ({ operations }: Visited): readonly string[] => {
  if (operations.length === 0) return [];
  const mlflow = documented('/api/mlflow').filter((line) => line.includes(' /api/mlflow/'));
  const proposed = [...lines(operations.filter(isPlain)).filter((line) => !mlflow.includes(line)).slice(0, most), ...mlflow];
  return [
    '', '# From the OpenAPI document of the registry host, and of MLflow behind it.', yaml({ endpoints: proposed }),
    ...asComments(lines(operations).filter((line) => !proposed.includes(line))),
  ];
};

/** What the auth host lists, as a comment: endpoints that are described take the place of the usual ones, also of the registry. */
export const authPart = ({ operations }: Visited, hasEndpoints: boolean): readonly string[] => (operations.length === 0 ? [] : [
  ...(hasEndpoints ? [] : ['', '# endpoints:']),
  '# Listed by the auth host; what is described here takes the place of the endpoints that are usual.',
  ...operations.map(({ method, path }) => `#  - { host: auth, method: ${method}, path: ${JSON.stringify(path)} }`),
]);

/** An id that none has yet, with a number where it would be that of an earlier one. */
const numberedIn = (taken: Set<string>) => (id: string): string => {
  let own = id;
  for (let number = 2; taken.has(own); number += 1) own = `${id}-${number}`;
  taken.add(own);
  return own;
};

/** Plain checks, of what is no host of the platform. Those whose id an earlier one has are in full, with an id of their own. */
export const checkPart = (visited: readonly Visited[]): readonly string[] => {
  if (visited.length === 0) return [];
  const urls = unique(visited.flatMap(({ url, operations }) =>
    [url.href, ...operations.filter(isPlain).slice(0, most).map(({ path }) => url.origin + path)]));
  const plain = urls.filter((url, index) => urls.findIndex((earlier) => slugOf(earlier) === slugOf(url)) === index);
  const idOf = numberedIn(new Set(plain.map(slugOf)));
  const inFull = (method: string, url: string, id: string) => `{ id: ${idOf(id)}, http: { url: ${JSON.stringify(url)}, method: ${method} } }`;
  const others = visited.flatMap(({ url: { origin, host }, operations }) => operations.flatMap(({ method, path, exact }) => (
    isPlain({ method, path, exact }) && urls.includes(origin + path) ? [] : [inFull(method, origin + path, slugOf(`${method} ${host}${path}`))])));
  return [
    '', '# A URL alone is to answer with 2xx; a check in full says what else is expected.', yaml({ checks: plain }),
    ...asComments([...urls.filter((url) => !plain.includes(url)).map((url) => inFull('GET', url, slugOf(url))), ...others]),
  ];
};

/** What cannot be guessed. */
export const commentedPart = `
# ECS services, so that their tasks are checked too:
# services:
#   auth: { cluster: my-cluster, service: my-auth-service }
#   api: { cluster: my-cluster, service: my-api-service }
#   mlflow: { cluster: my-cluster, service: my-mlflow-service }

# Where the checks read their key from; never the key itself:
# credentials:
#   key: { env: HOKUSAI_API_KEY }
`;

/** Where the authority of a host is not trusted, how to describe one. */
export const trustPart = (visited: readonly Visited[]): readonly string[] => {
  const untrusted = visited.some(({ asked }) => 'failure' in asked && asked.untrusted === true);
  return untrusted ? ['', '# The PEM file, beside this one, with the certificate of an authority of your own:',
    '# network: { ca: authority.pem }'] : [];
};
