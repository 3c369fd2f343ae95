import * as z from 'zod';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Datum } from '../../../local/gateway/cloudwatch.ts';
import { startGateway } from '../../../local/gateway/gateway.ts';
import type { Gateway } from '../../../local/gateway/gateway.ts';
import type { Exchange } from '../../../local/lab/balancer/exchange.ts';
import { balancerMetrics } from '../../../local/lab/control-plane/metrics/balancer.ts';
import { databaseMetrics } from '../../../local/lab/control-plane/metrics/database.ts';
import { instanceId, loadBalancerArn, loadBalancerDimension } from '../../../local/lab/control-plane/names.ts';
import { healthy } from '../../../local/lab/healthy.ts';
import { pastPlatforms } from '../../../local/lab/world/past-platform.ts';
import { plan } from '../../../shared/categories/index.ts';
import { judge } from '../../../shared/checks/judge.ts';
import type { Platform } from '../../../shared/platform/platform.ts';
import { durationText } from '../../../shared/platform/units.ts';
import * as kinds from '../../../shared/probes/index.ts';
import type { CloudWatchSettings } from '../../../shared/probes/cloud-watch.ts';
import { machineClock } from '../../../shared/runner/machine-clock.ts';
import { createSessions } from '../../../shared/runner/sessions.ts';
import { aPlatform } from '../../fixtures/platform.ts';

const database = { host: 'db.example.local', port: 5432, tls: true, name: 'mlflow', user: 'mlflow', instance: instanceId, maxConnections: 100 };
const described = (changes: Partial<Platform> = {}) => aPlatform({ loadBalancer: loadBalancerArn, database, ...changes });
const checksOf = (platform: Platform) => plan(platform).filter(({ category }) => category === 'telemetry');
const measuring = (platform: Platform) => checksOf(platform).filter(({ probe }) => probe.kind === 'cloudWatch');
const slug = ({ id }: { readonly id: string }) => id.replace('telemetry/', '');

describe('the checks of telemetry', () => {
  it('are one for each threshold, of tasks one for each service; none changes the state of a service', () => {
    expect(checksOf(described()).map((check) => [slug(check), check.service, check.role])).toEqual([
      ['availability', 'registry', 'warning'], ['response-time', 'registry', 'warning'], ['error-rate', 'registry', 'warning'],
      ['database-connections', 'database', 'warning'],
      ['task-restarts-auth', 'auth', 'warning'], ['task-restarts-api', 'registry', 'warning'], ['task-restarts-mlflow', 'mlflow', 'warning'],
    ]);
  });

  it('expect what the thresholds say', () => {
    const changed = { availability: 99.9, responseMs: 1_500, errorRate: 2, databaseConnections: 60, taskRestarts: 3 };
    const thresholds = { ...described().thresholds, ...changed };
    expect(checksOf(described({ thresholds })).slice(0, 5).map(({ expect: wanted }) => wanted['facts'])).toEqual([
      { value: { gte: 99.9, words: { called: 'availability', unit: '%' } } }, { value: { lte: 1.5, words: { called: 'p95 of the response times', unit: 's' } } },
      { value: { lte: 2, words: { called: 'error rate', unit: '%' } } }, { value: { lte: 60, words: { called: 'connections in use', unit: '%' } } },
      { stoppedLastHour: { lte: 3, words: { called: 'tasks that stopped by themselves within the hour' } } },
    ]);
  });

  it('are none where nothing is described that CloudWatch measures, and fewer where less is', () => {
    expect(checksOf(aPlatform())).toEqual([]);
    const { instance: _, ...elsewhere } = database;
    expect(checksOf(aPlatform({ database: elsewhere }))).toEqual([]);
    const balanced = aPlatform({ loadBalancer: loadBalancerArn, services: {} });
    expect(checksOf(balanced).map(slug)).toEqual(['availability', 'response-time', 'error-rate']);
    expect(checksOf(aPlatform({ database, services: {} })).map(slug)).toEqual(['database-connections']);
  });

  it('are of the service that the load balancer stands before, and of no other than a described one', () => {
    const { hosts: { auth, registry } } = aPlatform();
    const services = [{ ...(auth && { auth }), ...(registry && { registry }) }, { ...(auth && { auth }) }, {}].map((hosts) =>
      new Set(checksOf(aPlatform({ loadBalancer: loadBalancerArn, services: {}, hosts })).map(({ service }) => service)));
    expect(services).toEqual([new Set(['registry']), new Set(['auth']), new Set(['load-balancer'])]);
  });

  it('say why they are left out', () => {
    const { maxConnections: _, ...unlimited } = database;
    expect(measuring(described({ database: unlimited })).map(({ skip }) => skip !== undefined)).toEqual([false, false, false, true]);
    const network = described({ loadBalancer: loadBalancerArn.replace('/app/', '/net/') });
    expect(measuring(network).map(({ skip }) => skip !== undefined)).toEqual([true, true, true, false]);
  });

  it('ask for the same, with settings that a description could have', () => {
    const settings = measuring(described()).map(({ probe }) => probe.settings as CloudWatchSettings);
    expect(new Set(settings.map(({ queries }) => JSON.stringify(queries))).size).toBe(1);
    for (const { queries, window, period, ...rest } of settings) {
      const texts = { window: durationText(window), period: durationText(period) };
      const written = queries.map(({ period: own, ...query }) => ({ ...query, ...(own === undefined ? {} : { period: durationText(own) }) }));
      expect(kinds.cloudWatch.settings(z).parse({ ...rest, ...texts, queries: written })).toEqual({ ...rest, queries, window, period });
    }
  });
});

const minute = 60_000;
const startedAt = Date.UTC(2025, 7, 5, 20);

let gateway: Gateway;
let data: readonly Datum[] = [];
let calls = 0;
beforeAll(async () => {
  gateway = await startGateway({ measured: () => { calls += 1; return data; } });
  for (const [name, value] of Object.entries(gateway.env)) vi.stubEnv(name, value);
});
afterEach(() => vi.useRealTimers());
afterAll(async () => {
  vi.unstubAllEnvs();
  await gateway.stop();
});

/** So many requests a minute, for so long from the lab's start on, each of which became this. */
const requests = (minutes: number, perMinute: number, of: (at: number, index: number) => Exchange): readonly Exchange[] =>
  Array.from({ length: minutes * perMinute }, (_, index) => of(startedAt + Math.floor((index * minute) / perMinute), index));
const answered = (at: number, { status = 200, tookMs = 50 } = {}): Exchange => ({ by: 'target', at, status, group: 'api', tookMs });
const refused = (at: number): Exchange => ({ by: 'balancer', at, status: 502, group: 'api' });
const unplaced = (at: number): Exchange => ({ by: 'balancer', at, status: 503 });

const lab = healthy('hk_test_0000000000000000', 'made-up', 0);
/** Connections that RDS counted so many whole minutes ago; undefined: it counted none. */
type Used = (minutesAgo: number) => number | undefined;

/** What one run says so many minutes after the lab's start: of each check its value, or why there is none, and whether it passed. */
const look = async (minutes: number, exchanges: readonly Exchange[], used: Used = () => 12) => {
  const now = startedAt + minutes * minute + 20_000;
  const metrics = balancerMetrics({ startedAt, loadBalancer: loadBalancerDimension, idleTimeoutMs: 60_000 });
  exchanges.forEach(metrics.seen);
  const connections = databaseMetrics([lab], () => 0, now).flatMap((datum) => {
    const value = used(Math.floor((now - datum.at) / minute));
    return value === undefined ? [] : [{ ...datum, value }];
  });
  data = [...metrics.until(now, pastPlatforms({ ports: { auth: 1, api: 2, mlflow: 3 }, refusedPort: 4 })([lab])), ...connections];
  calls = 0;
  vi.useFakeTimers({ toFake: ['Date'], now });
  const { session } = createSessions(machineClock);
  const context = { signal: new AbortController().signal, network: {}, credential: () => Promise.reject(new Error('none')), session };
  const told = await Promise.all(measuring(described()).map(async ({ id, probe: { settings }, expect: wanted }) => {
    const seen = await kinds.cloudWatch.bind(settings).run(context);
    const value = seen.failure?.reason ?? Math.round(Number(seen.facts?.['value']) * 100) / 100;
    return [slug({ id }), [value, seen.failure === undefined && judge(wanted, seen, now).every(({ ok }) => ok)]] as const;
  }));
  expect(calls).toBe(1);
  return Object.fromEntries(told);
};

describe('what CloudWatch measured', () => {
  const well = { 'availability': [100, true], 'error-rate': [0, true], 'database-connections': [12, true] };
  const fast = { 'response-time': [0.12, true] };

  it('is judged from the start on, by the past, in one call', async () => {
    expect(await look(0, [])).toEqual({ ...well, ...fast });
  });

  it('shows an empty target group, though the load balancer does not count such requests', async () => {
    const evening = requests(4, 100, unplaced);
    // Of the last ten whole minutes, seven were the past's with 30 requests each; of the hour fifty-seven.
    expect(await look(4, evening)).toEqual({ ...well, ...fast, 'availability': [85.07, false], 'error-rate': [58.82, false] });
    // The minute that passes and the one before it are left out: what has just begun is not seen yet.
    expect(await look(1, evening)).toEqual({ ...well, ...fast });
    // Ten minutes later nobody was answered any more, so that nothing can be said of how long answers take.
    expect(await look(14, requests(14, 100, unplaced))).toEqual({
      ...well, 'availability': [52.03, false], 'error-rate': [100, false], 'response-time': ['too-little-data', false],
    });
  });

  it('shows failures of targets and of the load balancer alike', async () => {
    const failing = requests(12, 100, (at, index) => answered(at, index % 50 === 0 ? { status: 500 } : {}));
    expect(await look(12, failing)).toMatchObject({ 'error-rate': [2, false], 'availability': [99.14, true] });
    const refusing = requests(12, 100, (at, index) => (index % 50 === 0 ? refused(at) : answered(at)));
    expect(await look(12, refusing)).toMatchObject({ 'error-rate': [2, false] });
    const foreign = requests(12, 100, (at, index) => answered(at, index % 50 === 0 ? { status: 404 } : {}));
    expect(await look(12, foreign)).toMatchObject({ 'error-rate': [0, true] });
  });

  it('shows that some wait long where a mean would not', async () => {
    // On the average 0.35 s.
    const slow = requests(12, 100, (at, index) => answered(at, index % 10 === 0 ? { tookMs: 3_000 } : {}));
    expect(await look(12, slow)).toEqual({ ...well, 'response-time': [3, false] });
  });

  it('says nothing where hardly anybody asked', async () => {
    expect(await look(12, requests(12, 1, (at) => answered(at)))).toMatchObject({
      'availability': [100, true], 'error-rate': ['too-little-data', false], 'response-time': ['too-little-data', false],
    });
  });

  it('shows a database that is short of connections', async () => {
    expect(await look(0, [], () => 81)).toMatchObject({ 'database-connections': [81, false] });
  });

  it('shows a database that was short of them for a minute only', async () => {
    expect(await look(0, [], (ago) => (ago === 5 ? 95 : 12))).toMatchObject({ 'database-connections': [95, false] });
    // Longer ago than what is looked at.
    expect(await look(0, [], (ago) => (ago === 12 ? 95 : 12))).toMatchObject({ 'database-connections': [12, true] });
  });

  it('says something of a database that was counted for at least five of the ten minutes', async () => {
    expect(await look(0, [], (ago) => (ago <= 6 ? 12 : undefined))).toMatchObject({ 'database-connections': [12, true] });
    expect(await look(0, [], (ago) => (ago <= 5 ? 12 : undefined))).toMatchObject({ 'database-connections': ['too-little-data', false] });
  });

  it('is told to people with what it is and in which unit', () => {
    const check = checksOf(described()).find((each) => slug(each) === 'error-rate');
    const facts = { value: 66.666667 };
    expect(judge(check?.expect ?? {}, { phases: {}, totalMs: 0, facts }, 0)).toMatchObject([{ ok: false, expected: 'error rate ≤ 1 %', saw: '66.7 %' }]);
  });
});
