import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Datum } from '../../../local/gateway/cloudwatch.ts';
import { startGateway } from '../../../local/gateway/gateway.ts';
import type { Gateway } from '../../../local/gateway/gateway.ts';
import { cloudWatch as kind } from '../../../shared/probes/cloud-watch.ts';
import { machineClock } from '../../../shared/runner/machine-clock.ts';
import { createSessions } from '../../../shared/runner/sessions.ts';
import { addsUp, probe, settingsFault, targetOf } from '../../fixtures/probing.ts';

const minute = 60_000;
/** Twenty seconds into a minute. */
const now = Date.UTC(2025, 7, 6, 9, 0, 20);
const iso = (minutesAgo: number) => new Date(Date.UTC(2025, 7, 6, 9) - minutesAgo * minute).toISOString().replace('.000', '');

let gateway: Gateway;
let data: readonly Datum[] = [];
let calls = 0;
beforeAll(async () => {
  gateway = await startGateway({ measured: () => { calls += 1; return data; } });
  for (const [name, value] of Object.entries(gateway.env)) vi.stubEnv(name, value);
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now });
  calls = 0;
});
afterEach(() => vi.useRealTimers());
afterAll(async () => {
  vi.unstubAllEnvs();
  await gateway.stop();
});

/** One sample a minute; the first is of the minute that passes. */
const measured = (name: string, ...values: readonly number[]): readonly Datum[] => values.map((value, minutesAgo) => (
  { namespace: 'Own', name, value, unit: 'Count', at: now - minutesAgo * minute, dimensions: { A: 'a' } }));
const metric = (name: string, stat = 'Sum') => ({ namespace: 'Own', name, dimensions: { A: 'a' }, stat });
const written = (more: object = {}) => ({ queries: [{ id: 'q', metric: metric('Jobs') }], show: 'q', window: '10m', ...more });

describe('a value of CloudWatch', () => {
  test('is the newest that is whole: of the minute that passes, and of the one before it, not everything may be there', async () => {
    data = measured('Jobs', 1, 2, 3, 4);
    const seen = await probe(kind, written({ unit: 'jobs' }));
    expect(seen.facts).toEqual({ value: 3, points: 2, from: iso(11), to: iso(1), unit: 'jobs' });
    expect(Object.keys(seen.phases)).toEqual(['firstByte']);
    expect(addsUp(seen)).toBe(true);
  });

  test('is of the whole window where its period is as long', async () => {
    data = measured('Jobs', 1_000, 1_000, ...Array.from({ length: 10 }, (_, index) => index), 1_000);
    expect((await probe(kind, written({ period: '10m' }))).facts).toMatchObject({ value: 45, points: 1, from: iso(11), to: iso(1) });
  });

  test('can be calculated, and of so many samples', async () => {
    data = [...measured('Jobs', 0, 0, 10, 30), ...measured('Failed', 0, 0, 1)];
    const queries = [
      { id: 'jobs', metric: metric('Jobs') }, { id: 'failed', metric: metric('Failed') }, { id: 'n', metric: metric('Jobs', 'SampleCount') },
      { id: 'rate', expression: '100 * failed / jobs' },
    ];
    const seen = await probe(kind, written({ queries, show: 'rate', count: 'n', period: '10m', least: 2 }));
    expect(seen.facts).toMatchObject({ value: 2.5, points: 2 });
  });

  test('is cut to its own window, whatever the others need', async () => {
    data = measured('Jobs', 9, 9, 9, ...Array.from({ length: 30 }, () => 1));
    const queries = [{ id: 'ten', metric: metric('Jobs'), period: '10m' }, { id: 'hour', metric: metric('Jobs'), period: '1h' }];
    expect((await probe(kind, written({ queries, show: 'ten', window: '10m' }))).facts).toMatchObject({ value: 18, points: 1, from: iso(11) });
    expect((await probe(kind, written({ queries, show: 'hour', window: '1h' }))).facts).toMatchObject({ value: 39, points: 1, from: iso(61) });
  });

  test.each([
    ['nothing', [], {}, 'CloudWatch has 0 data points for q'],
    ['only what is not whole yet', measured('Jobs', 5, 5), {}, 'CloudWatch has 0 data points for q'],
    ['what is too old', measured('Jobs', ...Array.from({ length: 20 }, () => 1)).slice(12), {}, 'CloudWatch has 0 data points for q'],
    ['less than is wanted', measured('Jobs', 5, 5, 5, 5), { least: 3 }, 'CloudWatch has 2 data points for q'],
    ['fewer samples than are wanted', measured('Jobs', 5, 5, 5), { count: 'q', least: 6 }, 'CloudWatch has 5 samples for q'],
  ])('is not told where there is %s', async (_, there, more, detail) => {
    data = there;
    const { failure, facts } = await probe(kind, written(more));
    expect(failure).toMatchObject({ reason: 'too-little-data', detail: expect.stringContaining(`${detail} between ${iso(11)} and ${iso(1)}`) });
    expect(facts).not.toHaveProperty('value');
  });
});

const inOneRun = () => ({ session: createSessions(machineClock).session });

describe('the checks of one run', () => {
  test('that ask the same share one call, for all their windows', async () => {
    data = measured('Jobs', 1, 2, 3, 4);
    const queries = [{ id: 'q', metric: metric('Jobs') }, { id: 'hour', metric: metric('Jobs'), period: '1h' }];
    const run = inOneRun();
    const all = [written({ queries }), written({ queries, show: 'hour', window: '1h' }), written({ queries, window: '5m' })];
    const seen = await Promise.all(all.map((each) => probe(kind, each, run)));
    expect(seen.map(({ facts }) => facts?.['value'])).toEqual([3, 7, 3]);
    expect((await probe(kind, all[0], run)).facts).toMatchObject({ value: 3 });
    expect(calls).toBe(1);
    await probe(kind, all[0], inOneRun());
    expect(calls).toBe(2);
  });

  test('that ask for something else do not', async () => {
    const run = inOneRun();
    await Promise.all([written(), written({ queries: [{ id: 'q', metric: metric('Other') }] })].map((each) => probe(kind, each, run)));
    expect(calls).toBe(2);
  });

  test('are told alike that CloudWatch does not answer, and ask anew', async () => {
    data = measured('Jobs', 1, 2, 3);
    const run = inOneRun();
    const lift = gateway.fail({ service: 'cloudwatch', operation: 'GetMetricData', kind: 'error' });
    const failed = await Promise.all([written(), written({ window: '5m' })].map((each) => probe(kind, { ...each, window: '10m' }, run)));
    lift();
    expect(failed.map(({ failure }) => failure?.reason)).toEqual(['control-plane', 'control-plane']);
    expect((await probe(kind, written(), run)).facts).toMatchObject({ value: 3 });
  });
});

test('CloudWatch that is silent is given up when the time is over', async () => {
  const lift = gateway.fail({ service: 'cloudwatch', kind: 'hang' });
  const controller = new AbortController();
  const asked = probe(kind, written(), { signal: controller.signal });
  controller.abort();
  expect((await asked).failure).toMatchObject({ reason: 'control-plane', detail: 'CloudWatch could not be asked: no answer in time' });
  lift();
});

test.each([
  ['a query that is shown but not there', { show: 'other' }, 'the id of a query'],
  ['a query that is counted but not there', { count: 'other' }, 'the id of a query'],
  ['two of the same id', { queries: [{ id: 'q', expression: '1' }, { id: 'q', expression: '2' }] }, 'every id once'],
  ['neither metric nor expression', { queries: [{ id: 'q' }] }, 'exactly one of metric, expression'],
  ['both', { queries: [{ id: 'q', metric: metric('Jobs'), expression: '1' }] }, 'exactly one of metric, expression'],
  ['an id that CloudWatch refuses', { queries: [{ id: 'Q', expression: '1' }], show: 'Q' }, 'a lower-case letter, then letters, digits and "_"'],
  ['no whole minutes', { window: '90s' }, 'whole minutes'],
  ['a period that does not fit in', { period: '7m' }, 'a time of which every period is a whole part'],
])('%s is refused', (_, more, fault) => {
  expect(settingsFault(kind, written(more))).toBe(fault);
});

test('it touches no host, and shares its request with those that ask for the same', () => {
  const target = targetOf(kind, written());
  expect(target).toEqual({ label: 'CloudWatch q over 10m', shared: expect.any(String) });
  expect(targetOf(kind, written({ least: 3 })).shared).toBe(target.shared);
  expect(targetOf(kind, written({ window: '20m' })).shared).not.toBe(target.shared);
});
