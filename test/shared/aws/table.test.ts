import { randomBytes } from 'node:crypto';
import { GetItemCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { itemBytes } from '../../../shared/aws/payload.ts';
import { reasons } from '../../../shared/checks/reason.ts';
import { firstEvaluation } from '../../../shared/alerts/evaluation.ts';
import { dynamoStore } from '../../../shared/aws/table.ts';
import type { RecordedResult } from '../../../shared/store.ts';
import { categoryState, evaluation, rememberedCheck, runRecord } from '../../fixtures/remembered.ts';
import { startTable, tableName } from '../../fixtures/table.ts';
import { storeContract } from '../store-contract.ts';

let table: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => { table = await startTable(); });
afterAll(() => table.stop());

const itemOf = async (environment: string, sk: string): Promise<Record<string, AttributeValue>> => {
  const Key = { pk: { S: `ENV#${environment}` }, sk: { S: sk } };
  const { Item = {} } = await table.client.send(new GetItemCommand({ TableName: tableName, Key }));
  return Item;
};

describe('the contract of a store', () => {
  storeContract((environment, vantage = 'main') => table.store(environment, { vantage }));
});

const incompressible = (bytes: number) =>
  rememberedCheck({ check: 'a', verdict: 'unknown', reason: 'deadline', detail: randomBytes(bytes).toString('base64') });

const longId = (n: number) => `infrastructure/${'a-rather-long-name-of-a-service'.slice(n)}-health-${n}`;

const failing = (of: number): RecordedResult[] => {
  const all = Object.keys(reasons);
  return Array.from({ length: of }, (_, n) => ({ check: longId(n), verdict: 'fail', ms: 10_000 + n * 37, reason: all[n % all.length] ?? '' }));
};

test('a run with 20 results takes at most 2 KB as an item, by DynamoDB’s own rule', async () => {
  const run = runRecord({ tookMs: 54_321, results: failing(20) });
  await table.store('size').putRun(run);
  const Item = await itemOf('size', 'RUN#infrastructure#main#2025-08-05T06:40:00.000Z');
  expect(itemBytes(Item)).toBeGreaterThan(200);
  expect(itemBytes(Item)).toBeLessThanOrEqual(2048);
  const { ConsumedCapacity } = await table.client.send(new PutItemCommand({ TableName: tableName, Item, ReturnConsumedCapacity: 'TOTAL' }));
  expect(ConsumedCapacity?.CapacityUnits).toBeLessThanOrEqual(2);
  expect(await table.store('size').runs('infrastructure', { from: 0, to: run.scheduled, limit: 1 })).toEqual([run]);
});

test('a run carries the time at which DynamoDB deletes it, 90 days after its scheduled time, and is not listed any more then', async () => {
  const run = runRecord();
  const expiry = run.scheduled + 90 * 86_400_000;
  await table.store('expiry').putRun(run);
  const item = await itemOf('expiry', 'RUN#infrastructure#main#2025-08-05T06:40:00.000Z');
  expect(item).toMatchObject({ expiresAt: { N: String(expiry / 1000) } });
  const listed = (at: number) => table.store('expiry', { now: () => at }).runs('infrastructure', { from: 0, to: Infinity, limit: 5 });
  expect(await listed(expiry)).toHaveLength(1);
  expect(await listed(expiry + 1)).toEqual([]);
});

test('the state of 1,000 checks is compressed to a fraction of what an item may hold', async () => {
  const checks = Array.from({ length: 200 }, () => categoryState().checks).flat();
  const numbered = checks.map((check, n) => ({ ...check, result: { ...check.result, check: `infrastructure/${n}` } }));
  const state = categoryState({ checks: numbered });
  await table.store('large').putState(state);
  expect(itemBytes(await itemOf('large', 'STATE#infrastructure#main'))).toBeLessThan(100_000);
  expect(await table.store('large').state('infrastructure')).toEqual(state);
});

test('what is remembered of a category that is described no more is of the past', async () => {
  await table.store('past').putState(categoryState());
  await table.store('past').putState(categoryState({ category: 'routing' }));
  expect((await table.store('past', { categories: ['routing', 'endpoints'] }).states()).map(({ category }) => category)).toEqual(['routing']);
});

test('what another vantage saw is of the past after a day in which it was silent; of its own nothing is', async () => {
  const lastRun = 1_754_379_600_000 - 86_400_001;
  for (const vantage of ['main', 'old']) await table.store('abandoned').putState(categoryState({ vantage, lastRun }));
  await table.store('abandoned').putState(categoryState({ vantage: 'late', lastRun: lastRun + 2 }));
  expect((await table.store('abandoned').states()).map(({ vantage }) => vantage)).toEqual(['late', 'main']);
});

test('states that do not fit into one page of an answer are all read', async () => {
  const store = table.store('pages');
  const states = ['a', 'b', 'c', 'd', 'e'].map((vantage) => categoryState({ vantage, checks: [incompressible(260_000)] }));
  for (const state of states) await store.putState(state);
  expect((await store.states()).map(({ vantage }) => vantage).sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('what is decided on is read strongly consistently, and nothing is ever found by a scan', async () => {
  const inputs: { ConsistentRead?: boolean }[] = [];
  const store = table.store('consistent');
  const scans = table.gateway.fail({ service: 'dynamodb', operation: 'Scan', kind: 'error' });
  await expect(table.client.send(new ScanCommand({ TableName: tableName }))).rejects.toThrow('Internal server error');
  const info = (entry: { input: { ConsistentRead?: boolean } }) => inputs.push(entry.input);
  const seen = table.store('consistent', { logger: { ...console, info, debug: () => {} } });
  await store.putState(categoryState());
  await store.putEvaluation(evaluation(1));
  await Promise.all([seen.state('infrastructure'), seen.states(), seen.evaluation()]);
  expect(await store.runs('infrastructure', { from: 0, to: Infinity, limit: 1 })).toEqual([]);
  scans();
  expect(inputs).toHaveLength(3);
  expect(inputs.every(({ ConsistentRead }) => ConsistentRead)).toBe(true);
});

test('an evaluation over 16 KB is refused and changes nothing', async () => {
  const store = table.store('too-large');
  const queues = { people: { notes: [], claim: { by: randomBytes(17_000).toString('base64'), until: 0 } } };
  await expect(store.putEvaluation(evaluation(1, { queues }))).rejects.toMatchObject({ name: 'StoreError', code: 'store-too-large' });
  expect(await store.evaluation()).toBeUndefined();
});

test('a state that no item can hold is refused', async () => {
  const state = categoryState({ checks: [incompressible(420_000)] });
  await expect(table.store('no-item').putState(state)).rejects.toMatchObject({ name: 'StoreError', code: 'store-too-large' });
});

describe('a store that does not answer as it should', () => {
  const once = { maxAttempts: 1, requestHandler: { requestTimeout: 60, throwOnRequestTimeout: true } };

  test.for([
    ['refuse', 'store-unreachable'],
    ['hang', 'store-unreachable'],
    ['error', 'store-unreachable'],
    ['throttle', 'store-throttled'],
  ] as const)('is told from one that works: %s is %s', async ([kind, code]) => {
    const store = table.store('faults', once);
    const lift = table.gateway.fail({ service: 'dynamodb', kind });
    const calls = [
      store.state('infrastructure'), store.states(), store.putState(categoryState()), store.putRun(runRecord()),
      store.runs('infrastructure', { from: 0, to: Infinity, limit: 1 }), store.evaluation(), store.putEvaluation(evaluation(1)),
    ];
    const said = await Promise.all(calls.map((call) => call.then(() => 'answered', (error: unknown) => error)));
    lift();
    for (const each of said) expect(each).toMatchObject({ name: 'StoreError', code, cause: expect.any(Error) });
  });

  test('that nobody listens at is unreachable', async () => {
    const store = table.store('nobody', { ...once, endpoint: 'http://127.0.0.1:1' });
    await expect(store.evaluation()).rejects.toMatchObject({ code: 'store-unreachable' });
  });

  test('that lacks its table refuses', async () => {
    const store = dynamoStore({ tableName: 'not-there', environment: 'x', vantage: 'main', client: table.client });
    const message = expect.stringContaining('ResourceNotFoundException');
    await expect(store.evaluation()).rejects.toMatchObject({ code: 'store-refused', message });
  });

  test('that fails once is asked again', async () => {
    table.gateway.fail({ service: 'dynamodb', kind: 'refuse', times: 1 });
    expect(await table.store('again').putEvaluation(evaluation(1))).toBe('stored');
  });

  test('whose answer was lost after it had stored is known to have stored', async () => {
    const store = table.store('lost-answer');
    for (const version of [1, 2]) {
      table.gateway.fail({ service: 'dynamodb', operation: 'PutItem', kind: 'lost-answer', times: 1 });
      expect(await store.putEvaluation(evaluation(version))).toBe('stored');
      table.gateway.fail({ service: 'dynamodb', operation: 'PutItem', kind: 'lost-answer', times: 1 });
      expect(await store.putState(categoryState({ lastRun: version }))).toBe('stored');
    }
  });

  test('whose first attempt was lost and that somebody else has written to since says conflict', async () => {
    await table.store('lost-race').putEvaluation(evaluation(1, { notes: 99 }));
    table.gateway.fail({ service: 'dynamodb', operation: 'PutItem', kind: 'refuse', times: 1 });
    expect(await table.store('lost-race').putEvaluation(evaluation(1))).toBe('conflict');
  });

  test('is not blamed for a defect of the checker', async () => {
    await expect(table.store('defect').putRun(runRecord({ scheduled: Number.NaN }))).rejects.toThrow(RangeError);
  });
});

/** Puts an item that cannot be read. */
const damage = (environment: string, sk: string, rest: Record<string, AttributeValue>, data = '{"half') => {
  const Item = { pk: { S: `ENV#${environment}` }, sk: { S: sk }, data: { S: data }, ...rest };
  return table.client.send(new PutItemCommand({ TableName: tableName, Item }));
};

/** A store, and the keys of what it could not read. */
const watched = (environment: string) => {
  const unreadable: string[] = [];
  return { unreadable, store: table.store(environment, { unreadable: (key) => unreadable.push(key) }) };
};

describe('an item that cannot be read', () => {
  test.for(['{"half', 'null', '[]', '{}'])('counts as absent, is named once, and hides no other: %s', async (data) => {
    const { store, unreadable } = watched(`damaged ${data}`);
    await store.putState(categoryState({ category: 'routing' }));
    await store.putRun(runRecord());
    await damage(`damaged ${data}`, 'STATE#infrastructure#main', {}, data);
    await damage(`damaged ${data}`, 'RUN#infrastructure#main#2025-08-05T06:41:00.000Z', {}, data);
    expect(await store.state('infrastructure')).toBeUndefined();
    expect((await store.states()).map(({ category }) => category)).toEqual(['routing']);
    expect(await store.runs('infrastructure', { from: 0, to: Infinity, limit: 9 })).toEqual([runRecord()]);
    expect(unreadable).toEqual(['STATE#infrastructure#main', 'RUN#infrastructure#main#2025-08-05T06:41:00.000Z']);
  });

  test.for([
    ['of a run', { lastRun: { N: '1754375999999' } }],
    ['of nothing', {}],
  ] as const)('as a state %s is overwritten by a newer run', async ([which, rest]) => {
    const { store } = watched(`state ${which}`);
    await damage(`state ${which}`, 'STATE#infrastructure#main', rest);
    expect(await store.putState(categoryState())).toBe('stored');
    expect(await store.state('infrastructure')).toEqual(categoryState());
  });

  test('as a state of a later run is left alone', async () => {
    const { store } = watched('later');
    await damage('later', 'STATE#infrastructure#main', { lastRun: { N: '1754376000000' } });
    expect(await store.putState(categoryState())).toBe('not newer');
  });

  test.for([7, undefined])('as version %o of the evaluation is replaced by one run, never a newer one by another', async (version) => {
    const { store, unreadable } = watched(`version ${version}`);
    await damage(`version ${version}`, 'EVALUATION', version === undefined ? {} : { version: { N: String(version) } });
    const anew = await store.evaluation();
    expect(anew).toEqual({ ...firstEvaluation, version: version ?? 0, incidents: version ?? 0, notes: version ?? 0 });
    expect(unreadable).toEqual(['EVALUATION']);
    const puts = [1, 2].map((n) => store.putEvaluation(evaluation((version ?? 0) + 1, { notes: n })));
    expect((await Promise.all(puts)).toSorted()).toEqual(['conflict', 'stored']);
    expect(await store.putEvaluation(evaluation((version ?? 0) + 1))).toBe('conflict');
  });
});
