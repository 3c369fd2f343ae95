import { describe, expect, test } from 'vitest';
import { plan } from '../../../shared/categories/index.ts';
import { garbage } from '../../../shared/categories/authentication/keys.ts';
import type { Check, Expect } from '../../../shared/checks/check.ts';
import { judge } from '../../../shared/checks/judge.ts';
import type { HttpResponse } from '../../../shared/checks/observation.ts';
import type { Platform } from '../../../shared/platform/platform.ts';
import { aPlatform } from '../../fixtures/platform.ts';

const { authentication: usual } = aPlatform();
const checks = (changes: Partial<Platform> = {}): readonly Check[] =>
  plan(aPlatform(changes)).filter(({ category }) => category === 'authentication');
const slugs = (some: readonly Check[]) => some.map(({ id }) => id.replace('authentication/', ''));
const skipped = (some: readonly Check[]) => slugs(some.filter(({ skip }) => skip !== undefined));
const named = (slug: string, changes: Partial<Platform> = {}) => checks(changes).find(({ id }) => id === `authentication/${slug}`);
const behind = ['application', 'mlflow', 'unknown'];

const answered = (status: number, headers: HttpResponse['headers'], body: string): HttpResponse =>
  ({ url: '', status, statusText: '', headers, body: Buffer.from(body), wireBytes: body.length, redirects: [] });
const holdsFor = (expected: Expect, response: HttpResponse): boolean => judge(expected, { phases: {}, totalMs: 1, response }, 0).every(({ ok }) => ok);

describe('the checks of keys', () => {
  test('are twenty of a platform with two hosts', () => {
    expect(slugs(checks())).toEqual([
      'bearer-api-health', 'bearer-models', 'bearer-mlflow-search', 'x-api-key-api-health', 'x-api-key-models', 'x-api-key-mlflow-search',
      'response-time',
      'bad-key-garbage', 'bad-key-empty', 'bad-key-malformed', 'bad-key-missing', 'bad-key-query', 'bad-key-scheme', 'bad-key-revoked', 'refusal',
      'validation', 'validation-service-id', 'validation-scopes', 'auth-health', 'rate-limit',
    ]);
  });

  test('leave out what is not described: a revoked key, a key, a host, MLflow', () => {
    expect(skipped(checks())).toEqual(['bad-key-revoked']);
    expect(skipped(checks({ authentication: { ...usual, revoked: 'old' } }))).toEqual([]);
    expect(skipped(checks({ credentials: {} }))).toEqual(slugs(checks()).filter((slug) => slug !== 'auth-health'));
    expect(checks({ hosts: {} })).toEqual([]);
    const { mlflow: _, ...without } = aPlatform();
    expect(slugs(plan(without).filter(({ category }) => category === 'authentication')).filter((slug) => slug.includes('mlflow'))).toEqual([]);
  });

  test('of bad keys presuppose that the good key is let in on the same endpoint, and fail whatever it does when a bad one is', () => {
    const bad = checks().filter(({ id }) => /bad-key|refusal/.test(id));
    expect(bad).toHaveLength(8);
    for (const { requires, breach, expect: expected } of bad) {
      expect([requires, breach]).toEqual([['authentication/bearer-api-health'], { status: '2xx', answeredBy: behind, header: { 'content-type': { notContains: 'html' } } }]);
      expect(expected).toMatchObject({ status: [401, 403] });
    }
  });

  const html = ['content-type', 'text/html'] as const;
  test.each<readonly [string, HttpResponse['headers'], string]>([
    ['a maintenance page of the load balancer', [['server', 'awselb/2.0']], '<p>Soon back.</p>'],
    ['a page to log in on', [html], '<!doctype html><title>Sign in</title><form></form>'],
    ['the start of a web application', [['server', 'nginx'], html], '<!doctype html><div id="root"></div>'],
  ])('take %s for no key that is let in, be it good or bad', (_what, headers, body) => {
    const some = checks().filter(({ id }) => /bearer-|x-api-key-|response-time|bad-key|refusal/.test(id));
    expect(some).toHaveLength(15);
    const holds = (expected: Expect = {}) => holdsFor(expected, answered(200, headers, body));
    for (const { expect: expected, breach } of some) expect([holds(expected), breach !== undefined && holds(breach)]).toEqual([false, false]);
  });

  test('take an empty answer for no list of models and for no search', () => {
    const empty = checks().filter(({ expect: expected }) => holdsFor(expected, answered(200, [], '')));
    expect(slugs(empty)).toEqual(['bearer-api-health', 'x-api-key-api-health', 'auth-health']);
  });

  test('say of a bad key that it was let in, whatever the answer quotes', () => {
    const response = answered(200, [['content-type', 'application/json']], '{"last":"<hr><center>nginx</center>"}');
    expect(holdsFor(named('bad-key-missing')?.breach ?? {}, response)).toBe(true);
  });

  test.each<readonly [string, number, HttpResponse['headers'], string]>([
    ['Cloudflare', 403, [['server', 'cloudflare'], html], '<title>Attention Required! | Cloudflare</title>'],
    ['Apache', 401, [['server', 'Apache/2.4.57'], html], '<h1>Unauthorized</h1>'],
    ['Traefik', 401, [['content-type', 'text/plain']], '401 Unauthorized'],
    ['Kong', 401, [['server', 'kong/3.4.2'], ['content-type', 'application/json']], '{"message":"No API key found in request"}'],
  ])('take a refusal by %s for none by the application', (_who, status, headers, body) => {
    const bad = checks().filter(({ id }) => /bad-key|refusal/.test(id));
    expect(bad.filter(({ expect: expected }) => holdsFor(expected, answered(status, headers, body)))).toEqual([]);
    expect(holdsFor(named('bad-key-missing')?.expect ?? {}, answered(status, [['content-type', 'application/json']], '{"detail":"no"}'))).toBe(true);
  });

  test.each<{ name: string; ok: boolean; body?: string; headers?: HttpResponse['headers']; statusText?: string }>([
    { name: 'JSON that keeps the key to itself', ok: true },
    { name: 'JSON that repeats the key', body: `{"detail":"${garbage} is not known"}`, ok: false },
    { name: 'a page under the name of JSON', body: '<h1>401</h1>', ok: false },
    { name: 'JSON that is no object', body: '"no"', ok: false },
    { name: 'a header that repeats the key', headers: [['www-authenticate', `Bearer error="${garbage}"`]], ok: false },
    { name: 'a status line that repeats the key', statusText: `Unknown key ${garbage}`, ok: false },
  ])('of the refusal, which is $name: $ok', ({ ok, body = '{"detail":"no"}', headers = [], statusText = '' }) => {
    const response = { ...answered(401, [['content-type', 'application/json'], ...headers], body), statusText };
    expect(holdsFor(named('refusal')?.expect ?? {}, response)).toBe(ok);
  });

  test.each([
    [['a', 'b'], true], [['b'], true], [[], false], [[null], false], [[1, 2], false], [[''], false], [[{}], false], [['a', null], false], ['a', false],
  ])('of scopes, which are %j: %j', (scopes, ok) => {
    expect(holdsFor(named('validation-scopes')?.expect ?? {}, answered(200, [], JSON.stringify({ scopes })))).toBe(ok);
  });

  test('send no good key but where it belongs', () => {
    const sending = checks().filter(({ probe }) => JSON.stringify(probe).includes('"credential":"key"'));
    expect(slugs(sending)).toEqual([
      'bearer-api-health', 'bearer-models', 'bearer-mlflow-search', 'x-api-key-api-health', 'x-api-key-models', 'x-api-key-mlflow-search',
      'response-time', 'validation', 'validation-service-id', 'validation-scopes', 'rate-limit',
    ]);
    for (const { probe } of sending) expect(probe.settings).toMatchObject({ auth: { format: '^hk_' } });
  });

  test('expect what is described: service, scopes, time, number of requests', () => {
    const authentication = { ...usual, serviceId: 'platform', scopes: ['a', 'b'], requests: 3 };
    expect(named('validation-service-id', { authentication })?.expect).toMatchObject({ json: { '$.service_id': 'platform' } });
    expect(named('validation-scopes', { authentication })?.expect).toMatchObject({ json: { '$.scopes': { type: 'array', includes: ['a', 'b'] } } });
    expect(named('rate-limit', { authentication })?.probe.settings).toMatchObject({ requests: 3 });
    expect(named('response-time')?.expect).toEqual({ ...named('bearer-models')?.expect, duration: { max: 1_000 } });
    expect(named('validation-service-id')?.expect).toMatchObject({ json: { '$.service_id': { type: 'string' } } });
  });

  test('ask for a second key where one is described', () => {
    expect(slugs(checks({ authentication: { ...usual, second: 'other' } })).at(-1)).toBe('second-key');
    const { auth: _, ...hosts } = aPlatform().hosts;
    const alone = named('second-key', { authentication: { ...usual, second: 'other' }, hosts });
    expect(alone?.probe.settings).toMatchObject({ url: 'https://registry.example.com/api/v1/models', auth: { credential: 'other' } });
  });
});
