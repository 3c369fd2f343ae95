import type { Expect } from '../../checks/check.ts';
import type { Platform } from '../../platform/platform.ts';
import type { HttpSettings } from '../../probes/http.ts';
import { fromBehind, healthy, http, type Draft } from '../draft.ts';
import { garbage, keyed, withKey, withSecondKey } from './keys.ts';

type Request = Partial<HttpSettings>;
interface Endpoint { readonly slug: string; readonly name: string; readonly service: string; readonly url: string; readonly request: Request; readonly opened: Expect }

/** A page, such as one to log in on or the start of a web application, is no answer of an API, whatever its status. */
const noPage: Expect = { header: { 'content-type': { notContains: 'html' } } };
const json: Expect = { json: { $: { exists: true } } };

/** Real endpoints that need a key. */
const endpointsOf = ({ hosts: { registry }, mlflow }: Platform): readonly Endpoint[] => (registry === undefined ? [] : [
  { slug: 'api-health', name: 'API health', service: 'registry', url: `${registry.url}/api/health`, request: {}, opened: { ...healthy, ...noPage } },
  { slug: 'models', name: 'the list of models', service: 'registry', url: registry.url + registry.ownPath, request: {}, opened: { ...healthy, ...json } },
  ...(mlflow === undefined ? [] : [{
    slug: 'mlflow-search', name: 'an MLflow search', service: 'mlflow',
    url: `${registry.url}${mlflow.proxyPath}/api/2.0/mlflow/experiments/search`, request: { method: 'POST', body: { max_results: 1 } } as const,
    opened: { ...healthy, ...json },
  }]),
]);

/** The good key is let in, each way of sending it on each endpoint, and soon. */
export const acceptedChecks = (platform: Platform): readonly Draft[] => {
  const endpoints = endpointsOf(platform);
  const ways = [['bearer', 'Bearer'], ['x-api-key', 'X-API-Key']] as const;
  const { hosts: { auth }, authentication: { second } } = platform;
  const models = endpoints.find(({ slug }) => slug === 'models');
  return [
    ...ways.flatMap(([as, words]) => endpoints.map(({ slug, name, service, url, request, opened }): Draft => ({
      slug: `${as}-${slug}`, name: `The key opens ${name} (${words})`, service, role: 'user-path',
      probe: http(url, { ...request, ...withKey(platform, as) }), expect: opened, ...keyed(platform),
    }))),
    ...(models === undefined ? [] : [{
      slug: 'response-time', name: 'An answer with a key is quick', service: models.service, role: 'user-path', severity: 'warning', requires: ['bearer-models'],
      probe: http(models.url, withKey(platform, 'bearer')), expect: { ...models.opened, duration: { max: platform.thresholds.responseMs } }, ...keyed(platform),
    } as const]),
    // Where there is an auth host, that is asked.
    ...(models === undefined || second === undefined || auth !== undefined ? [] : [{
      slug: 'second-key', name: 'The second key opens the list of models', service: models.service, role: 'warning',
      probe: http(models.url, withSecondKey(second, platform)), expect: models.opened,
    } as const]),
  ];
};

const badKeys: readonly { readonly slug: string; readonly name: string; readonly query?: string; readonly headers: Readonly<Record<string, string>> }[] = [
  { slug: 'garbage', name: 'A garbage key', headers: { Authorization: `Bearer ${garbage}` } },
  { slug: 'empty', name: 'An empty key', headers: { 'X-API-Key': '' } },
  { slug: 'malformed', name: 'A malformed key', headers: { Authorization: 'Bearer bad key, in three parts' } },
  { slug: 'missing', name: 'A request without a key', headers: {} },
  { slug: 'query', name: 'A garbage key in the query string', query: `?api_key=${garbage}`, headers: {} },
  { slug: 'scheme', name: 'A garbage key under another scheme', headers: { Authorization: `Token ${garbage}` } },
];

/** The application itself says no, and not somebody before it of whom nothing is known. */
const refused: Expect = { status: [401, 403], answeredBy: ['application', 'mlflow'] };
/** It was a yes. */
const breach: Expect = { status: '2xx', ...fromBehind, ...noPage };

/** Bad keys are refused, each way there is, where the good key is let in; and the refusal is JSON that keeps the key to itself. */
export const badKeyChecks = (platform: Platform): readonly Draft[] => {
  const endpoint = endpointsOf(platform)[0];
  if (endpoint === undefined) return [];
  const { revoked, keyFormat } = platform.authentication;
  const about = { service: endpoint.service, role: 'user-path', requires: [`bearer-${endpoint.slug}`], breach, ...keyed(platform) } as const;
  return [
    ...badKeys.map(({ slug, name, query = '', headers }): Draft => ({
      ...about, slug: `bad-key-${slug}`, name: `${name} is refused`, probe: http(endpoint.url + query, { headers }), expect: refused,
    })),
    {
      ...about, slug: 'bad-key-revoked', name: 'A revoked key is refused', expect: refused,
      probe: http(endpoint.url, revoked === undefined ? {} : { auth: { credential: revoked, as: 'bearer', format: keyFormat } }),
      ...(revoked === undefined ? { skip: 'the description names no revoked key (authentication.revoked)' } : {}),
    },
    {
      ...about, slug: 'refusal', name: 'A refusal is JSON and keeps the key to itself',
      probe: http(endpoint.url, { headers: { Authorization: `Bearer ${garbage}` } }),
      expect: {
        ...refused, json: { $: { type: 'object' } }, body: { notContains: garbage },
        header: { 'content-type': { contains: 'json' }, '*': { notContains: garbage } },
      },
    },
  ];
};
