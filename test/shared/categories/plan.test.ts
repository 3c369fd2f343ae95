import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { plan } from '../../../shared/categories/index.ts';
import type { Check } from '../../../shared/checks/check.ts';
import * as expectations from '../../../shared/checks/expectations/index.ts';
import type { Judges } from '../../../shared/checks/expectations/expectation.ts';
import type { Platform } from '../../../shared/platform/platform.ts';
import * as probes from '../../../shared/probes/index.ts';
import type { Kinds } from '../../../shared/probes/probe.ts';
import { aPlatform } from '../../fixtures/platform.ts';
import { durationText } from '../../../shared/platform/units.ts';

const kinds: Kinds = probes;
const judges: Judges = expectations;
const checksOf = (category: string, platform: Platform = aPlatform()): readonly Check[] => plan(platform).filter((check) => check.category === category);
const labels = (checks: readonly Check[]) => checks.map(({ id, probe }) => [id, kinds[probe.kind]?.bind(probe.settings).target.label]);
const withoutHost = (host: 'auth' | 'registry'): Platform => aPlatform({ hosts: Object.fromEntries(Object.entries(aPlatform().hosts).filter(([name]) => name !== host)) });

const described = (kind: string, settings: unknown): Platform['checks'][number] => ({
  id: 'endpoints/own', name: 'Own', category: 'endpoints', service: 'own', severity: 'critical', role: 'user-path', requires: [],
  probe: { kind, settings }, expect: {}, timeoutMs: 5_000,
});
const skipOf = (kind: string, settings: unknown, changes: Partial<Platform>) =>
  plan(aPlatform({ ...changes, checks: [described(kind, settings)] })).find(({ id }) => id === 'endpoints/own')?.skip;
const endpointIds = (...endpoints: readonly (readonly ['auth' | 'registry', string])[]) => checksOf('endpoints', aPlatform({
  endpoints: endpoints.map(([host, path]) => ({ host, method: 'GET', path, service: host })),
})).map(({ id }) => id.replace('endpoints/', ''));

describe('the checks of a described platform', () => {
  it('are eleven of infrastructure: five endpoints, three of MLflow, three ECS services', () => {
    expect(labels(checksOf('infrastructure'))).toEqual([
      ['infrastructure/auth-health', 'GET https://auth.example.com/health'],
      ['infrastructure/registry-health', 'GET https://registry.example.com/health'],
      ['infrastructure/registry-api', 'GET https://registry.example.com/api/health'],
      ['infrastructure/registry-openapi', 'GET https://registry.example.com/openapi.json'],
      ['infrastructure/mlflow-ui', 'GET https://registry.example.com/mlflow/'],
      ['infrastructure/mlflow-health', 'GET https://registry.example.com/api/mlflow/health'],
      ['infrastructure/mlflow-search', 'POST https://registry.example.com/api/mlflow/api/2.0/mlflow/experiments/search'],
      ['infrastructure/mlflow-artifacts', 'GET https://registry.example.com/api/mlflow/api/2.0/mlflow-artifacts/artifacts'],
      ['infrastructure/ecs-auth', 'ECS main/auth-service'],
      ['infrastructure/ecs-api', 'ECS main/api-service'],
      ['infrastructure/ecs-mlflow', 'ECS main/mlflow-service'],
    ]);
  });

  it('are critical, but for those that change no state of a service', () => {
    const all = plan(aPlatform({ loadBalancer: 'arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/main/1' }));
    expect(new Set(all.filter(({ role }) => role === 'warning').map(({ severity }) => severity))).toEqual(new Set(['warning']));
    expect(new Set(all.filter(({ role }) => role === 'readiness').map(({ severity }) => severity))).toEqual(new Set(['critical']));
    const overrides = { 'control-plane/listener': { severity: 'critical' } } as const;
    const described = aPlatform({ loadBalancer: 'arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/main/1', overrides });
    expect(checksOf('control-plane', described).find(({ id }) => id === 'control-plane/listener')).toMatchObject({ severity: 'critical', role: 'warning' });
  });

  it.each(['constructor', 'toString', 'hasOwnProperty'])('speak for an ECS service of any name, such as %s', (name) => {
    const { cluster, service } = { cluster: 'main', service: 'any' };
    expect(checksOf('infrastructure', aPlatform({ services: { [name]: { cluster, service } } })).at(-1)?.service).toBe(name);
  });

  it('are one for each documented endpoint, without the key', () => {
    const checks = checksOf('endpoints');
    expect(labels(checks)).toEqual([
      ['endpoints/get-api-health', 'GET https://registry.example.com/api/health'],
      ['endpoints/post-api-mlflow-api-2-0-mlflow-runs-create', 'POST https://registry.example.com/api/mlflow/api/2.0/mlflow/runs/create'],
    ]);
    expect(JSON.stringify(checks)).not.toContain('credential');
  });

  it('tell the same path of both hosts apart, by id and by name', () => {
    expect(endpointIds(['auth', '/health'], ['registry', '/health'])).toEqual(['auth-get-health', 'get-health']);
    const both = (['auth', 'registry'] as const).map((host) => ({ host, method: 'GET', path: '/health', service: host }) as const);
    expect(checksOf('endpoints', aPlatform({ endpoints: both })).map(({ name }) => name)).toEqual(['GET /health (auth)', 'GET /health']);
  });

  it.for([
    ['/b-c', 'get-b-c'], ['/B/c/', 'get-b-c'], ['/openapi.json', 'get-openapi-json'], ['/', 'get'],
    ['/api/mlflow/api/2.0/mlflow-artifacts/artifacts', 'get-api-mlflow-api-2-0-mlflow-artifacts-artifacts'],
  ] as const)('have an id that stays, whatever else is documented: %j', ([path, id]) => {
    expect(endpointIds(['registry', path])).toEqual([id]);
    expect(endpointIds(['registry', '/b/c/d'], ['registry', path], ['auth', '/b/c'])).toEqual(['get-b-c-d', id, 'auth-get-b-c']);
  });

  it('are ten of routing, five for each host', () => {
    expect(labels(checksOf('routing')).slice(0, 5)).toEqual([
      ['routing/auth-dns', 'DNS address auth.example.com'],
      ['routing/auth-certificate', expect.stringContaining('auth.example.com:443')],
      ['routing/auth-https-redirect', 'GET http://auth.example.com/'],
      ['routing/auth-own-path', 'GET https://auth.example.com/api/v1/keys/validate'],
      ['routing/auth-foreign-path', 'GET https://auth.example.com/api/v1/models'],
    ]);
    expect(checksOf('routing')).toHaveLength(10);
  });

  it.for([
    ['https://a:8443', 'http://a:8180', '/', '/'], ['https://a:8443/auth', 'http://a:8180', '/auth/', '/auth/'],
    ['https://a:8443', 'http://a:8180/auth', '/auth/', '/auth/'], ['https://a:8443/auth', 'http://a:8180/old', '/old/', '/auth/'],
  ] as const)('ask plain HTTP for the path that its redirect is to lead to: %j', ([url, httpUrl, asked, to]) => {
    const hosts = { auth: { url, httpUrl, health: '/health', ownPath: '/own' } };
    expect(checksOf('routing', aPlatform({ hosts })).find(({ id }) => id === 'routing/auth-https-redirect')).toMatchObject({
      probe: { settings: { url: `http://a:8180${asked}` } }, expect: { redirect: `https://a:8443${to}` },
    });
  });

  it('have the settings and expectations that a description of the same would result in', () => {
    for (const { probe, expect: expected } of plan(aPlatform())) {
      // Sizes are described with their unit; left out, the kind's own default has to be the same.
      const described = Object.fromEntries(Object.entries(probe.settings as object).filter(([name]) => name !== 'maxBytes'));
      expect(kinds[probe.kind]?.settings(z).parse(described)).toEqual(probe.settings);
      expect(Object.keys(expected).length).toBeGreaterThan(0);
      for (const [name, settings] of Object.entries(expected)) {
        const written = name === 'duration' ? { max: durationText((settings as { readonly max: number }).max) } : settings;
        expect(judges[name]?.settings(z).parse(written)).toEqual(settings);
      }
    }
  });

  it('have ids of their own, and presuppose only checks of their category', () => {
    const checks = plan(aPlatform());
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
    for (const { category, requires } of checks) for (const id of requires) expect(checksOf(category).map((check) => check.id)).toContain(id);
  });

  it('that need a key are listed and left out where none is described', () => {
    const skipped = checksOf('infrastructure', aPlatform({ credentials: {} })).filter(({ skip }) => skip !== undefined);
    expect(skipped.map(({ id }) => id)).toEqual(['registry-api', 'mlflow-health', 'mlflow-search', 'mlflow-artifacts'].map((slug) => `infrastructure/${slug}`));
  });

  it('are fewer where less is described', () => {
    expect(checksOf('routing', withoutHost('registry')).map(({ id }) => id)).toEqual(['dns', 'certificate', 'https-redirect', 'own-path', 'foreign-path'].map((slug) => `routing/auth-${slug}`));
    expect(checksOf('infrastructure', withoutHost('registry'))).toHaveLength(4);
    expect(plan(aPlatform({ hosts: {}, services: {}, endpoints: [] }))).toEqual([]);
  });

  it('of a host that is an address or has no TLS leave out what does not apply', () => {
    const url = 'http://127.0.0.1:8080';
    const hosts = { auth: { url, httpUrl: url, health: '/health', ownPath: '/own' } };
    expect(checksOf('routing', aPlatform({ hosts })).filter(({ skip }) => skip !== undefined).map(({ id }) => id))
      .toEqual(['routing/auth-dns', 'routing/auth-certificate', 'routing/auth-https-redirect']);
  });

  it('are adjusted as the description says, and switched off without disappearing', () => {
    const overrides = { 'infrastructure/mlflow-ui': { enabled: false }, 'infrastructure/auth-health': { severity: 'warning', owner: 'auth-team', metric: true, timeoutMs: 900 } } as const;
    const checks = new Map(checksOf('infrastructure', aPlatform({ overrides })).map((check) => [check.id, check]));
    expect(checks.get('infrastructure/mlflow-ui')?.skip).toBe('switched off by the description');
    expect(checks.get('infrastructure/auth-health')).toMatchObject({ severity: 'warning', owner: 'auth-team', metric: true, timeoutMs: 900 });
    expect(checks.size).toBe(11);
  });

  it('include those the description adds, after the generated ones', () => {
    const own: Platform['checks'][number] = {
      id: 'infrastructure/docs', name: 'Docs', category: 'infrastructure', service: 'docs', severity: 'warning', role: 'user-path', requires: [],
      probe: { kind: 'tcp', settings: { host: 'docs.example.com', port: 443 } }, expect: {}, timeoutMs: 5_000,
    };
    expect(checksOf('infrastructure', aPlatform({ checks: [own] })).at(-1)).toEqual(own);
    expect(checksOf('endpoints', aPlatform({ checks: [own] }))).toHaveLength(2);
  });

  const vpc: Partial<Platform> = {
    mlflow: { proxyPath: '/api/mlflow', uiPath: '/mlflow/', internalName: 'mlflow.internal', internalPort: 5000 },
    discovery: { namespace: 'Example.Private', services: ['api'] },
  };
  it.for([
    ['http', { url: 'http://mlflow.example.local:5000/health' }, 'mlflow.example.local'],
    ['http', { url: 'http://mlflow.internal/' }, 'mlflow.internal'],
    ['dns', { name: 'API.example.private.', type: 'A' }, 'api.example.private'],
    ['tls', { host: 'example.private', port: 443 }, 'example.private'],
    ['tcp', { host: 'a.mlflow.internal', port: 5432 }, 'a.mlflow.internal'],
  ] as const)('leave out a private name outside the VPC only: %j', ([kind, settings, name]) => {
    expect(skipOf(kind, settings, vpc)).toBe(`${name} is a private name, and the checker is outside the VPC (network.insideVpc)`);
    expect(skipOf(kind, settings, { ...vpc, network: { insideVpc: true } })).toBeUndefined();
  });

  it.for([
    ['http', { url: 'https://local.example.com/mlflow.example.local' }], ['dns', { name: 'notmlflow.internal' }],
    ['tcp', { host: 'localhost', port: 80 }], ['ecs', { cluster: 'main.local', service: 'api.local' }],
  ] as const)('are probed outside the VPC where the name is not private: %j', ([kind, settings]) => {
    expect(skipOf(kind, settings, vpc)).toBeUndefined();
  });

  it('of a private host are left out as generated, and say first what would not change inside the VPC', () => {
    const url = 'https://auth.example.local';
    const hosts = { auth: { url, httpUrl: 'http://auth.example.local', health: '/health', ownPath: '/own' } };
    const plain = { auth: { ...hosts.auth, url: 'http://auth.example.local' } };
    const off = { 'routing/auth-dns': { enabled: false } };
    const skips = (changes: Partial<Platform>) => checksOf('routing', aPlatform({ hosts, ...changes })).map(({ skip = 'probed' }) => skip);
    const reason = 'auth.example.local is a private name, and the checker is outside the VPC (network.insideVpc)';
    expect(skips({})).toEqual(Array.from({ length: 5 }, () => reason));
    expect(skips({ network: { insideVpc: true } })).toEqual(Array.from({ length: 5 }, () => 'probed'));
    expect(skips({ hosts: plain, overrides: off }).slice(0, 2))
      .toEqual(['switched off by the description', 'http://auth.example.local is described without TLS']);
  });
});
