import { describe, expect, test } from 'vitest';
import { plan } from '../../../shared/categories/index.ts';
import type { Check } from '../../../shared/checks/check.ts';
import type { Platform } from '../../../shared/platform/platform.ts';
import type { ListenerRuleRequest, ListenerRuleSettings } from '../../../shared/probes/listener-rule.ts';
import type { ListenerSettings } from '../../../shared/probes/listener.ts';
import { aPlatform } from '../../fixtures/platform.ts';

const loadBalancer = 'arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/main/1';
const group = (name: string) => `arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/${name}/1`;
const described = aPlatform({
  loadBalancer,
  services: {
    auth: { cluster: 'main', service: 'auth-service', targetGroup: group('auth') },
    api: { cluster: 'main', service: 'api-service', targetGroup: group('api') },
    mlflow: { cluster: 'main', service: 'mlflow-service' },
  },
  database: { host: 'db.example.com', port: 5432, tls: true, name: 'mlflow', user: 'mlflow', instance: 'main' },
  discovery: { namespace: 'example.local', services: ['mlflow', 'model_store.v2', 'mlflow'] },
  secrets: [{ id: 'db', keys: ['password'] }, { id: 'auth', keys: [] }, { id: 'db', keys: ['username'] }],
});
const checksOf = (changes: Partial<Platform> = {}): readonly Check[] =>
  plan({ ...described, ...changes }).filter(({ category }) => category === 'control-plane');
const ids = (changes: Partial<Platform> = {}) => checksOf(changes).map(({ id }) => id.replace('control-plane/', ''));
const check = (slug: string, changes: Partial<Platform> = {}) => checksOf(changes).find(({ id }) => id === `control-plane/${slug}`);
const withGroup = (name: keyof typeof described.services): Platform['services'] =>
  ({ ...described.services, [name]: { cluster: 'main', service: 'any', targetGroup: group('own') } });

const requestsOf = (settings: unknown): readonly ListenerRuleRequest[] => {
  const { also = [], ...first } = (settings ?? {}) as Partial<ListenerRuleSettings>;
  return [first as ListenerRuleRequest, ...also];
};
const groupsOf = (slug: string, changes: Partial<Platform> = {}) => requestsOf(check(slug, changes)?.probe.settings).map(({ targetGroups }) => targetGroups);

const endpoint = (path: string) => ({ host: 'registry', method: 'GET', path, service: 'registry' }) as const;
const host = (url: string) => ({ url, httpUrl: url, health: '/health', ownPath: '/own' });
const listeners = (auth: string, registry: string) =>
  ids({ hosts: { auth: host(auth), registry: host(registry) } }).filter((id) => id.startsWith('listener'));

describe('what AWS is asked about a platform', () => {
  test('are its target groups, its listener, the rules for each host and first part of a path, its deployments, what is discovered, its database and its secrets', () => {
    expect(ids()).toEqual([
      'targets-auth', 'targets-api', 'listener', 'rule-auth-health', 'rule-auth-api', 'rule-registry-api-mlflow', 'rule-registry-mlflow',
      'rule-registry-health', 'rule-registry-openapi-json', 'rule-registry-api', 'deployment-auth', 'deployment-api', 'deployment-mlflow',
      'discovery-mlflow', 'discovery-model_store.v2', 'database', 'rotations',
    ]);
  });

  test('changes no state of a service by itself, and speaks for services by the names that users know', () => {
    expect(new Set(checksOf().map(({ role }) => role))).toEqual(new Set(['warning']));
    expect(Object.fromEntries(checksOf().map(({ id, service }) => [id.replace('control-plane/', ''), service]))).toMatchObject({
      'targets-api': 'registry', 'deployment-api': 'registry', 'rule-registry-api': 'registry', 'rule-registry-mlflow': 'mlflow', 'database': 'database',
    });
  });

  test('is as little as is described', () => {
    const { loadBalancer: _, database: __, discovery: ___, ...less } = described;
    const bare = plan({ ...less, secrets: [], services: { any: { cluster: 'main', service: 'any' } } }).filter(({ category }) => category === 'control-plane');
    expect(bare.map(({ id }) => id)).toEqual(['control-plane/deployment-any']);
    expect(ids({ hosts: {} }).filter((id) => /^(?:rule|listener)/.test(id))).toEqual([]);
  });
});

describe('a rule', () => {
  test('is asked for with the host, the port and the path that users use, and expected to lead to the right group', () => {
    expect(check('rule-auth-api')).toMatchObject({
      probe: { kind: 'listenerRule', settings: { loadBalancer, host: 'auth.example.com', path: '/api/v1/keys/validate', method: 'GET', port: 443 } },
      expect: { facts: { misrouted: { eq: [] } } },
    });
    expect(groupsOf('rule-auth-api')).toEqual([[group('auth')], [group('auth')]]);
    expect(check('rule-registry-api-mlflow')).toMatchObject({ probe: { settings: { host: 'registry.example.com', path: '/api/mlflow/health' } } });
    expect(groupsOf('rule-registry-api-mlflow')).toEqual([[group('api')], [group('api')]]);
  });

  test('may lead anywhere where no group is described, and for MLflow also to its own', () => {
    expect(groupsOf('rule-auth-api', { services: {} })).toEqual([undefined, undefined]);
    expect(groupsOf('rule-registry-mlflow', { services: withGroup('mlflow') })).toEqual([[group('api'), group('own')]]);
    expect(groupsOf('rule-registry-health', { services: withGroup('mlflow') })).toEqual([[group('api')]]);
  });

  test('is asked for with every described request of that first part, each once', () => {
    const endpoints = [
      endpoint('/api/health'), { ...endpoint('/api/v1/models'), method: 'POST' }, endpoint('/api/v1/models'), endpoint('/api/mlflow/api/2.0/mlflow/runs/get'),
      { ...endpoint('/api/v1/keys'), host: 'auth', method: 'DELETE', service: 'auth' }, endpoint('/v2/a?b=c'),
    ] as const;
    const asked = checksOf({ endpoints }).flatMap(({ id, probe: { kind, settings } }) =>
      (kind === 'listenerRule' ? [[id.replace('control-plane/rule-', ''), requestsOf(settings).map(({ method, path }) => `${method} ${path}`)] as const] : []));
    expect(Object.fromEntries(asked)).toEqual({
      'auth-health': ['GET /health'],
      'auth-api': ['GET /api/v1/keys/validate', 'POST /api/v1/keys/validate', 'DELETE /api/v1/keys'],
      'registry-api-mlflow': ['GET /api/mlflow/health', 'GET /api/mlflow/api/2.0/mlflow/runs/get'],
      'registry-mlflow': ['GET /mlflow/'],
      'registry-health': ['GET /health'],
      'registry-openapi-json': ['GET /openapi.json'],
      'registry-api': ['GET /api/v1/models', 'GET /api/health', 'POST /api/v1/models'],
      'registry-v2': ['GET /v2/a?b=c'],
    });
    expect(check('rule-registry-api', { endpoints })?.name).toBe('registry.example.com/api/v1/models and 2 more requests are forwarded to the right targets');
  });

  test('of MLflow at the root of the host is asked for with what is documented there', () => {
    const mlflow = { proxyPath: '', uiPath: '/', internalPort: 5000 };
    expect(requestsOf(check('rule-registry-api', { mlflow })?.probe.settings).map(({ path }) => path))
      .toEqual(['/api/v1/models', '/api/health', '/api/mlflow/api/2.0/mlflow/runs/create']);
  });

  test('is asked for once for each first part of the documented paths, those under the proxy left to the proxy', () => {
    const endpoints = ['/api/health', '/v2/models', '/v2/runs', '/api/mlflow/api/2.0/mlflow/runs/create', '/'].map(endpoint);
    expect(ids({ endpoints }).filter((id) => id.startsWith('rule-registry'))).toEqual(
      ['api-mlflow', 'mlflow', 'health', 'openapi-json', 'api', 'v2', 'root'].map((part) => `rule-registry-${part}`));
  });

  test('of a host below a path, on a port of its own, is asked for there', () => {
    const url = 'https://auth.example.com:8443/below';
    const hosts = { auth: host(url) };
    expect(check('rule-auth-health', { hosts })?.probe.settings).toMatchObject({ host: 'auth.example.com', port: 8443, path: '/below/health' });
    expect(check('listener', { hosts })?.probe.settings).toEqual({ loadBalancer, port: 8443, hosts: ['auth.example.com'] });
  });
});

test('a network load balancer has listeners that speak TLS, and no rules', () => {
  const network = { loadBalancer: loadBalancer.replace('/app/', '/net/') };
  expect(checksOf(network).filter(({ skip }) => skip !== undefined).map(({ id }) => id)).toEqual(
    checksOf().filter(({ probe }) => probe.kind === 'listenerRule').map(({ id }) => id));
  expect(check('rule-auth-api', network)?.skip).toBe('a network load balancer has no rules (loadBalancer)');
  expect(check('listener', network)?.expect).toMatchObject({ facts: { protocol: 'TLS' } });
});

test('a host that is an IPv6 address is named in brackets', () => {
  const asked = check('rule-auth-health', { hosts: { auth: host('http://[::1]:8080') } });
  expect(asked).toMatchObject({ name: '[::1]/health is forwarded to the right targets', probe: { settings: { host: '::1', port: 8080 } } });
});

test('each port on which a host is reached by TLS has a listener of its own; none without TLS', () => {
  expect(listeners('https://a.example.com', 'https://r.example.com:8443')).toEqual(['listener-auth', 'listener-registry']);
  expect(listeners('http://a.example.com', 'https://r.example.com')).toEqual(['listener']);
  expect(listeners('http://a.example.com', 'http://r.example.com')).toEqual([]);
});

test('a listener needs a good certificate for every host that is reached there by a name', () => {
  const hostsOf = (slug: string, auth: string, registry: string) =>
    (check(slug, { hosts: { auth: host(auth), registry: host(registry) } })?.probe.settings as ListenerSettings | undefined)?.hosts;
  expect(hostsOf('listener', 'https://a.example.com', 'https://r.example.com/below')).toEqual(['a.example.com', 'r.example.com']);
  expect(hostsOf('listener', 'https://a.example.com', 'https://a.example.com')).toEqual(['a.example.com']);
  expect(hostsOf('listener', 'https://192.0.2.1', 'https://[2001:db8::1]')).toEqual([]);
  expect(hostsOf('listener-registry', 'https://a.example.com', 'https://r.example.com:8443')).toEqual(['r.example.com']);
  expect(check('listener')?.expect).toMatchObject({ facts: { protocol: 'HTTPS', uncovered: { eq: [] }, unfit: { eq: [] } } });
});

test('Cloud Map is asked for a healthy instance of each discovered service, also from outside the VPC', () => {
  expect(check('discovery-mlflow')).toMatchObject({
    probe: { kind: 'instances', settings: { namespace: 'example.local', service: 'mlflow' } }, expect: { facts: { healthy: { gte: 1 } } },
  });
  expect(described.network.insideVpc).toBe(false);
  expect(check('discovery-mlflow')).not.toHaveProperty('skip');
});

test('as many tasks of a service may die as the thresholds say', () => {
  expect(check('deployment-api', { thresholds: { ...described.thresholds, taskRestarts: 3 } })?.expect)
    .toMatchObject({ facts: { rollout: { ne: 'FAILED' }, stoppedLastHour: { lte: 3 } } });
});
