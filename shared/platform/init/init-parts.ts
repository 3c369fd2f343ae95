import { stringify } from 'yaml';
import type { Listing, Operation } from './openapi.ts';
import type { Proposal } from './init-room.ts';
import { documented } from '../parts/endpoints.ts';
import { slugOf } from '../slug.ts';

/** What came of asking an address once. `json` is the answer's body where it is JSON and the answer was a good one. */
export type Asked =
  | { readonly status: number; readonly json?: unknown }
  /** Why there was no answer, as a sentence; and whether it was for a certificate that nobody here trusts. */
  | { readonly failure: string; readonly untrusted?: boolean };

/** An address that was asked, with the operations that its host lists. */
export interface Visited extends Listing {
  readonly url: URL;
  readonly asked: Asked;
  /** How many operations were left out because they hold what looks like a secret. */
  readonly secret: number;
}

/** So many endpoints of one host leave room for more in a minute; the others are left as a comment. */
const most = 20;

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

export const yaml = (part: object) => stringify(part, { lineWidth: 0 }).trimEnd();

/** What can be asked as it is, without a parameter and without changing anything. */
const isPlain = ({ method, exact }: Operation) => method === 'GET' && exact;

const asComments = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : [
  '# Not proposed as they are: they may change something, have a parameter ("example" stands for it), read like another one,',
  '# or are too many.',
  ...lines.map((line) => `#  - ${line}`),
]);

const lines = (operations: readonly Operation[]) => unique(operations.map(({ method, path }) => `${method} ${path}`));

const textsOf = (proposals: readonly Proposal[], list: Proposal['list']): readonly string[] =>
  proposals.filter((proposal) => proposal.list === list).map(({ line }) => line);

/** Of the registry's endpoints those that can be asked as they are, and those of MLflow behind it. */
export const proposedEndpoints = ({ url: { origin }, operations }: Visited): readonly Proposal[] => {
  if (operations.length === 0) return [];
  const mlflow = documented('/api/mlflow').filter((line) => line.includes(' /api/mlflow/'));
  const listed = lines(operations.filter(isPlain)).filter((line) => !mlflow.includes(line)).slice(0, most);
  return [...listed, ...mlflow].map((line) => ({ list: 'endpoints', line, origin, named: false }));
};

/** The registry's endpoints. */
export const endpointPart = (registry: Visited, kept: readonly Proposal[]): readonly string[] => {
  const all = [...lines(registry.operations), ...textsOf(proposedEndpoints(registry), 'endpoints')];
  if (all.length === 0) return [];
  const endpoints = textsOf(kept, 'endpoints');
  return [
    '', '# From the OpenAPI document of the registry host, and of MLflow behind it.', yaml({ endpoints }),
    ...asComments(unique(all).filter((line) => !endpoints.includes(line))),
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

/** Of what is no host of the platform the addresses themselves, and what can be asked as it is; each id once. */
export const proposedChecks = (visited: readonly Visited[]): readonly Proposal[] => {
  const all = visited.flatMap(({ url: { origin, href }, operations }): readonly Proposal[] => [
    { list: 'checks', line: href, origin, named: true },
    ...operations.filter(isPlain).slice(0, most).map(({ path }): Proposal => ({ list: 'checks', line: origin + path, origin, named: false })),
  ]);
  return all.filter(({ line }, index) => all.findIndex((earlier) => slugOf(earlier.line) === slugOf(line)) === index);
};

/** Plain checks. What is not in force is in full, with an id that no other has. */
export const checkPart = (visited: readonly Visited[], kept: readonly Proposal[]): readonly string[] => {
  if (visited.length === 0) return [];
  const checks = textsOf(kept, 'checks');
  const idOf = numberedIn(new Set(checks.map(slugOf)));
  const known = new Set([...checks, ...visited.map(({ url }) => url.href)]);
  const others = visited.flatMap(({ url: { href, origin, host }, operations }) => [
    ...(checks.includes(href) ? [] : [{ method: 'GET', url: href, id: slugOf(href) }]),
    ...operations.map(({ method, path }) => ({ method, url: origin + path, id: slugOf(`${method} ${host}${path}`) }))
      .filter(({ method, url }) => method !== 'GET' || !known.has(url)),
  ]);
  const inFull = others.map(({ id, url, method }) => `{ id: ${idOf(id)}, http: { url: ${JSON.stringify(url)}, method: ${method} } }`);
  return ['', '# A URL alone is to answer with 2xx; a check in full says what else is expected.', yaml({ checks }), ...asComments(inFull)];
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

/** How the checker gets there: its own way out, and, where a host's authority is not trusted, how to describe one. */
export const networkPart = (visited: readonly Visited[]): readonly string[] => {
  const untrusted = visited.some(({ asked }) => 'failure' in asked && asked.untrusted === true);
  return [
    '', "# An address outside the platform, asked where nothing answers, so that an outage of the checker's own network is not told as one of the platform.",
    ...(untrusted ? ['# And the PEM file, beside this one, with the certificate of an authority of your own.'] : []),
    `# network: { control: https://sts.us-east-1.amazonaws.com/${untrusted ? ', ca: authority.pem' : ''} }`,
  ];
};
