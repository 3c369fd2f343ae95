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
      expect([requires, breach]).toEqual([['authentication/bearer-api-health'], { status: '2xx', answeredBy: behind }]);
      expect(expected).toMatchObject({ status: [401, 403] });
    }
  });

  test('take no maintenance page of the load balancer for a key that is let in, be it good or bad', () => {
    const page = { status: 200, statusText: 'OK', headers: [['server', 'awselb/2.0']], body: Buffer.from('<p>Soon back.</p>') } as const;
    const response = { ...page, url: '', wireBytes: 17, redirects: [] };
    const holds = (expected: Expect | undefined) => judge(expected ?? {}, { phases: {}, totalMs: 1, response }, 0).every(({ ok }) => ok);
    const some = checks().filter(({ id }) => /bearer-|x-api-key-|response-time|bad-key|refusal/.test(id));
    expect(some).toHaveLength(15);
    for (const { expect: expected, breach } of some) expect([holds(expected), breach !== undefined && holds(breach)]).toEqual([false, false]);
  });

  test.each<{ name: string; ok: boolean; body?: string; headers?: HttpResponse['headers'] }>([
    { name: 'JSON that keeps the key to itself', ok: true },
    { name: 'JSON that repeats the key', body: `{"detail":"${garbage} is not known"}`, ok: false },
    { name: 'a page under the name of JSON', body: '<h1>401</h1>', ok: false },
    { name: 'JSON that is no object', body: '"no"', ok: false },
    { name: 'a header that repeats the key', headers: [['www-authenticate', `Bearer error="${garbage}"`]], ok: false },
  ])('of the refusal, which is $name: $ok', ({ ok, body = '{"detail":"no"}', headers = [] }) => {
    const answer = { url: '', status: 401, statusText: '', body: Buffer.from(body), wireBytes: 0, redirects: [] };
    const response: HttpResponse = { ...answer, headers: [['content-type', 'application/json'], ...headers] };
    const outcomes = judge(named('refusal')?.expect ?? {}, { phases: {}, totalMs: 1, response }, 0);
    expect(outcomes.every((outcome) => outcome.ok)).toBe(ok);
  });

  test.each([
    [['a', 'b'], true], [['b'], true], [[], false], [[null], false], [[1, 2], false], [[''], false], [[{}], false], [['a', null], false], ['a', false],
  ])('of scopes, which are %j: %j', (scopes, ok) => {
    const answer = { url: '', status: 200, statusText: '', headers: [], body: Buffer.from(JSON.stringify({ scopes })), wireBytes: 0, redirects: [] };
    const outcomes = judge(named('validation-scopes')?.expect ?? {}, { phases: {}, totalMs: 1, response: answer }, 0);
    expect(outcomes.every((outcome) => outcome.ok)).toBe(ok);
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
    expect(named('response-time')?.expect).toEqual({ status: 200, answeredBy: behind, duration: { max: 1_000 } });
    expect(named('validation-service-id')?.expect).toMatchObject({ json: { '$.service_id': { type: 'string' } } });
  });

  test('ask for a second key where one is described', () => {
    expect(slugs(checks({ authentication: { ...usual, second: 'other' } })).at(-1)).toBe('second-key');
  });
});
