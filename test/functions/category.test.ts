import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../functions/answer.ts';
import { categoryHandler } from '../../functions/category.ts';
import { ensureTable } from '../../local/gateway/ensure-table.ts';
import { startGateway, type Gateway } from '../../local/gateway/gateway.ts';
import { startLab, type Lab } from '../../local/lab/lab.ts';
import { lambdaContext } from '../../local/lambda-context.ts';
import { surround } from '../../local/start/surroundings.ts';
import { unpack } from '../../shared/aws/payload.ts';
import { infrastructure } from '../../shared/categories/infrastructure.ts';
import { readPlatform } from '../../shared/description.ts';
import type { Platform } from '../../shared/platform/platform.ts';
import * as kinds from '../../shared/probes/index.ts';
import { startServer } from '../fixtures/tcp-server.ts';

let lab: Lab;
let gateway: Gateway;
let platform: Platform;
let restore: () => void;
let table: DynamoDBClient;
const tableName = 'hokusai-health';
const check = 'infrastructure/auth-health';

beforeAll(async () => {
  lab = await startLab();
  gateway = await startGateway({ services: lab.aws, measured: lab.measured });
  restore = surround({ ...gateway.env, ...lab.env, TABLE_NAME: tableName, NOTIFY_TOPIC_ARN: gateway.createTopic('notify') });
  table = new DynamoDBClient({});
  await ensureTable(table, tableName);
  const folder = await mkdtemp(join(tmpdir(), 'category-'));
  await writeFile(join(folder, 'platform.yml'), lab.description);
  const read = await readPlatform(join(folder, 'platform.yml'));
  await rm(folder, { recursive: true });
  if (!('platform' in read)) throw new Error(read.text);
  platform = read.platform;
});
afterAll(async () => {
  restore();
  await gateway.stop();
  await lab.stop();
});

/** A function in a cold container of its own, for an environment of its own, so that nothing is shared with another test. */
const container = (environment: string, changes: Partial<Platform> = {}, leftMs?: number) => {
  const lines: string[] = [];
  const described = { ...platform, environment, confirmationMs: [], ...changes };
  const log = (line: string) => lines.push(line);
  const handler = categoryHandler({ category: 'infrastructure', generate: infrastructure, platform: described, categories: ['infrastructure'], kinds, log });
  const items = async () => {
    const { Items = [] } = await table.send(new ScanCommand({ TableName: tableName, ConsistentRead: true }));
    return Items.filter(({ pk }) => pk?.S === `ENV#${environment}`);
  };
  return {
    call: (event: unknown) => handler(event, lambdaContext('infrastructure', leftMs)),
    log: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    items,
    /** What kinds of items there are, in the order of their keys. */
    written: async () => (await items()).map(({ sk }) => sk?.S?.split('#')[0] ?? '').sort(),
    told: () => gateway.published().filter(({ subject }) => subject?.includes(`[${environment}#`)),
    measured: () => gateway.metrics().filter(({ dimensions }) => dimensions['Environment'] === environment).map(({ name }) => name),
  };
};

const iso = (at: number) => new Date(at).toISOString();
const scheduled = (at = Date.now()) => ({ category: 'infrastructure', time: iso(at), id: 'x' });
const everything = ['EVALUATION', 'RUN', 'STATE'];

describe('the function of a category', () => {
  it('called by its schedule, records what it saw, judges and measures', async () => {
    const here = container('by-schedule');
    const at = Date.now();
    expect(await here.call(scheduled(at))).toMatchObject({
      category: 'infrastructure', environment: 'by-schedule', scheduled: iso(at), did: 'recorded', delivered: 0, problems: [],
      score: { text: '11/11 = 100.0 %' },
      services: { auth: { state: 'operational' }, registry: { state: 'operational' }, mlflow: { state: 'operational' } },
    });
    expect(await here.written()).toEqual(everything);
    expect(here.measured()).toContain('HealthScore');
    expect(here.log()).toEqual([]);
  });

  it('called by a plain schedule does the same', async () => {
    const here = container('by-plain-schedule');
    const event = { 'source': 'aws.events', 'detail-type': 'Scheduled Event', 'time': iso(Date.now()), 'detail': {} };
    expect(await here.call(event)).toMatchObject({ did: 'recorded' });
    expect(await here.written()).toEqual(everything);
  });

  it('delivered the same event twice, also at the same time, records one run and probes no more once it is recorded', async () => {
    const here = container('twice');
    const event = scheduled();
    const [one, other] = await Promise.all([here.call(event), container('twice').call(event)]);
    expect([one.did, other.did].toSorted()).toEqual([expect.stringContaining('already done'), 'recorded']);
    const before = await here.items();
    expect(await here.call(event)).toMatchObject({ did: 'nothing: already done', results: [] });
    expect(await here.items()).toEqual(before);
    expect(await here.written()).toEqual(everything);
  });

  it('called late does nothing but say so and count it', async () => {
    const here = container('late');
    expect(await here.call(scheduled(Date.now() - platform.schedule.infrastructure - 60_000))).toMatchObject({
      did: 'nothing: late', results: [], problems: [{ code: 'late-event' }],
    });
    expect(await here.written()).toEqual([]);
    expect(here.measured()).toEqual(['LateEvent']);
    expect(here.log()).toMatchObject([{ level: 'error', code: 'late-event', category: 'infrastructure', environment: 'late' }]);
  });

  it('refuses a time in the future, which would keep every run until then from being recorded', async () => {
    const here = container('future');
    await expect(here.call(scheduled(Date.now() + 15_000))).rejects.toThrow(/lies in the future\. Allowed are:/);
    expect(await here.written()).toEqual([]);
  });

  it.each([
    ['by hand', {}, 11],
    ['for one check', { check }, 1],
    ['for one check as a dry run', { check, dryRun: true }, 1],
  ])('called %s probes that and writes nothing', async (name, event, count) => {
    const here = container(name.replaceAll(' ', '-'));
    const answer = await here.call(event);
    expect(answer).toMatchObject({ did: 'probed only', problems: [] });
    expect(answer.results.map(({ verdict }) => verdict)).toEqual(Array.from({ length: count }, () => 'pass'));
    expect(await here.written()).toEqual([]);
    expect(here.measured()).toEqual([]);
  });

  it('called by hand to record does as its schedule would', async () => {
    const here = container('recording');
    expect(await here.call({ record: true })).toMatchObject({ did: 'recorded', services: { auth: { state: 'operational' } } });
    expect(await here.written()).toEqual(everything);
  });

  it('called as a dry run probes and judges, and writes and tells nothing', async () => {
    const here = container('rehearsal');
    const answer = await here.call({ dryRun: true });
    expect(answer).toMatchObject({ did: 'dry run', wouldTell: [], services: { auth: { state: 'operational' } }, score: { passed: 11 } });
    expect(await here.written()).toEqual([]);
    expect(here.measured()).toEqual([]);
  });

  it('called with a wrong event fails with what is allowed, as one line in its log', async () => {
    const here = container('wrong');
    await expect(here.call({ category: 'routing' })).rejects.toThrow(/category "routing" has a function of its own.*Allowed are:/s);
    expect(here.log()).toMatchObject([{ level: 'error', code: 'event', message: expect.stringContaining('Allowed are:') }]);
    expect(await here.written()).toEqual([]);
  });
});

describe('when something goes wrong', () => {
  it('tells of the outage once, says what would be told beforehand, and shows the key to nobody', async () => {
    const here = container('outage');
    const [key = ''] = Object.values(lab.env);
    lab.switchOn('2025-08-05-morning');
    try {
      const answers: Answer[] = [];
      for (const event of [{ record: true }, { dryRun: true }, { record: true }, {}]) answers.push(await here.call(event));
      expect(answers.map(({ did }) => did)).toEqual(['recorded', 'dry run', 'recorded', 'probed only']);
      expect(answers[1]?.wouldTell).toMatchObject([{ id: 'outage#1' }]);
      expect(answers[2]).toMatchObject({ delivered: 1, score: { text: '3/11 = 27.3 %' }, services: { auth: { state: 'down' } } });
      expect(here.told()).toHaveLength(1);

      const values = (await here.items()).flatMap((item) => Object.values(item));
      const stored = values.map((value) => (value.B === undefined ? value : unpack(value)));
      expect(JSON.stringify(stored)).toContain('"verdict":"fail"');
      const traces = JSON.stringify([answers, stored, here.told(), gateway.metrics(), here.log()]);
      expect(key.length).toBeGreaterThan(20);
      for (const form of [key, key.slice(8), Buffer.from(key).toString('base64')]) expect(traces).not.toContain(form);
    } finally {
      lab.switchOff();
    }
  });

  it('reads a key anew once it was refused: it may have been rotated', async () => {
    const here = container('rotated');
    const [[name, key] = ['', '']] = Object.entries(lab.env);
    try {
      process.env[name] = 'outdated-key';
      expect((await here.call({ record: true })).results).toContainEqual(expect.objectContaining({ verdict: 'fail', status: 401 }));
    } finally {
      process.env[name] = key;
    }
    expect(await here.call({ record: true })).toMatchObject({ score: { text: '11/11 = 100.0 %' } });
    expect(here.told()).toEqual([]);
  });

  it('a key that cannot be read makes its checks unknown, never failed or passed', async () => {
    const here = container('keyless', { credentials: { key: { from: 'env', name: 'NO_SUCH_VARIABLE' } } });
    const { results } = await here.call({});
    const withoutKey = results.filter(({ verdict }) => verdict !== 'pass');
    expect(withoutKey.length).toBeGreaterThan(0);
    expect(withoutKey.every((result) => result.verdict === 'unknown' && result.reason === 'credential')).toBe(true);
  });

  it('with little time left, ends what hangs as unknown within that time, and records the run', async () => {
    await using silent = await startServer(() => {});
    const leftMs = 2000;
    const url = `http://${silent.address}`;
    const auth = { url, httpUrl: url, health: '/health', ownPath: '/keys' };
    const here = container('hanging', { hosts: { auth }, services: {}, endpoints: [], timeoutMs: 10_000 }, leftMs);
    const startedAt = performance.now();
    const { did, results } = await here.call(scheduled());
    expect(performance.now() - startedAt).toBeLessThan(leftMs);
    expect(did).toBe('recorded');
    expect(results.filter(({ verdict }) => verdict !== 'skipped')).toEqual([
      expect.objectContaining({ check: 'infrastructure/auth-health', verdict: 'unknown', reason: 'deadline' }),
    ]);
    expect(await here.written()).toEqual(['RUN', 'STATE']);
  });

  it.each([
    ['the table', { service: 'dynamodb', kind: 'error' }, ['store-unavailable', 'store-unavailable']],
    ['the metrics', { service: 'cloudwatch', kind: 'error' }, ['metrics-failed']],
  ] as const)('with %s away the checks run, and the answer and the log say what is missing', async (name, fault, codes) => {
    const here = container(name.replaceAll(' ', '-'));
    const lift = gateway.fail(fault);
    try {
      const answer = await here.call(scheduled());
      expect(answer.score?.text).toBe('11/11 = 100.0 %');
      expect(answer.problems.map(({ code }) => code)).toEqual(codes);
      expect(here.log().map(({ code }) => code)).toEqual(codes);
    } finally {
      lift();
    }
  });

  it.each([
    ['STATE#infrastructure#main', []],
    ['STATE#routing#main', [{ code: 'item-unreadable' }]],
    ['EVALUATION', []],
  ])('an item %s that cannot be read is told until it is written anew, and the environment is judged all the same', async (sk, later) => {
    const environment = `damaged-${sk.replaceAll('#', '-')}`;
    const here = container(environment);
    await here.call(scheduled(Date.now() - 2));
    const stored = (await here.items()).find((item) => item['sk']?.S === sk) ?? { pk: { S: `ENV#${environment}` }, sk: { S: sk } };
    await table.send(new PutItemCommand({ TableName: tableName, Item: { ...stored, data: { S: '{"half' } } }));
    const answer = await here.call(scheduled(Date.now() - 1));
    expect(answer).toMatchObject({ did: 'recorded', services: { auth: { state: 'operational' } }, problems: [{ code: 'item-unreadable' }] });
    expect((await here.call(scheduled())).problems).toMatchObject(later);
  });
});
