import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { startGateway, type Gateway } from '../../../local/gateway/gateway.ts';
import type { Input, Service } from '../../../local/gateway/service.ts';
import { secretsManager } from '../../../local/lab/control-plane/secrets-manager.ts';
import type { SecretSettings } from '../../../local/lab/settings.ts';
import { credentialReader } from '../../../shared/aws/credentials.ts';
import { judge } from '../../../shared/checks/judge.ts';
import { secrets as kind } from '../../../shared/probes/secrets.ts';
import { addsUp, probe, settingsFault, targetOf } from '../../fixtures/probing.ts';

const day = 86_400_000;
const well: SecretSettings = { values: { username: 'mlflow', password: 'opensesame' }, changedAt: Date.now() - 20 * day, readable: true };
let there: Readonly<Record<string, SecretSettings>> = {};

/** What every secret holds, word for word, instead of the lab's texts. */
let literal: string | undefined;
/** What is said of each besides, and of its current version. */
let described: object = {};
let version: object = {};
/** The staging labels of its versions, one on a page. */
let stages = ['AWSCURRENT'];
const lab = secretsManager(() => there);
const page = (versions: readonly object[], { NextToken }: Input) => {
  const next = Number(NextToken ?? 0) + 1;
  return { Versions: versions.slice(next - 1, next), ...(next < versions.length ? { NextToken: String(next) } : {}) };
};
const answer: Service['answer'] = (operation, input) => {
  if (operation === 'DescribeSecret') return { ...lab.answer(operation, input) as object, ...described };
  const told = lab.answer(operation, input) as { readonly Versions: readonly object[] };
  if (operation === 'ListSecretVersionIds') return page(stages.map((stage) => ({ ...told.Versions[0], VersionStages: [stage], ...version })), input);
  return { ...told, ...version, ...(literal === undefined ? {} : { SecretString: literal }) };
};

let gateway: Gateway;
afterEach(() => { literal = undefined; described = {}; version = {}; stages = ['AWSCURRENT']; });
beforeAll(async () => {
  gateway = await startGateway({ services: [{ ...lab, answer }] });
  for (const [name, value] of Object.entries(gateway.env)) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await gateway.stop();
});

const asked = { secrets: [{ id: 'db', keys: ['username', 'password'], maxAge: '90d' }, { id: 'auth' }] };
const seen = async (secrets: typeof there) => {
  there = secrets;
  return probe(kind, asked);
};

/** A whole minute, which is as long before a test as it is told. */
const now = Math.floor(Date.now() / 60_000) * 60_000;
const at = (hoursAgo: number) => now - hoursAgo * day / 24;
const seconds = (hoursAgo: number) => at(hoursAgo) / 1_000;

describe('secrets', () => {
  test('that are there, whole and young, are well, and nothing of them is told', async () => {
    const observation = await seen({ db: well, auth: well });
    expect(observation.facts).toEqual({ notFound: [], deleted: [], incomplete: [], stale: [] });
    expect(judge(kind.expects, observation, 0).every(({ ok }) => ok)).toBe(true);
    expect(JSON.stringify(observation)).not.toContain('opensesame');
    expect(addsUp(observation)).toBe(true);
  });

  test.each<[string, typeof there, object]>([
    ['is not there', { db: well }, { notFound: ['auth'] }],
    ['is scheduled for deletion', { db: { ...well, deletedAt: 1 }, auth: well }, { deleted: ['db'] }],
    ['lacks a key', { db: { ...well, values: { username: 'mlflow' } }, auth: well }, { incomplete: ['db: password'] }],
    ['has a key without a value', { db: { ...well, values: { username: ' ', password: '' } }, auth: well }, { incomplete: ['db: username', 'db: password'] }],
    ['should have been rotated', { db: { ...well, changedAt: Date.now() - 91 * day }, auth: well }, { stale: ['db'] }],
  ])('one of which %s are told by name', async (_, secrets, wrong) => {
    const { facts, failure } = await seen(secrets);
    expect([facts, failure]).toEqual([{ notFound: [], deleted: [], incomplete: [], stale: [], ...wrong }, undefined]);
  });

  test.each([
    ['5432', '5432'], ['0', '0'], ['false', 'false'], ['"x "', 'x '], ['null', undefined], ['{}', undefined], ['" "', undefined],
  ])('that hold %s have a value where somebody logs in with it: %s', async (written, value) => {
    literal = `{ "username": "mlflow", "password": ${written} }`;
    const { facts } = await seen({ db: well, auth: well });
    const read = credentialReader({ key: { from: 'secrets-manager', id: 'db', field: 'password' } }, {}).read('key');
    expect(facts?.['incomplete']).toEqual(value === undefined ? ['db: password'] : []);
    expect(await read.catch(() => undefined)).toBe(value);
  });

  const ways = [['read', { id: 'db', keys: ['password'], maxAge: '90d' }], ['listed', { id: 'db', maxAge: '90d' }]] as const;
  describe.each(ways)('whose value is %s', (_, asked) => {
    const look = async () => {
      there = { db: well };
      return (await probe(kind, { secrets: [asked] })).facts;
    };

    test.each([['rotated', seconds(400 * 24)], ['never rotated', undefined]])('are as old as that, whatever else of them was edited: one %s', async (__, rotated) => {
      described = { LastRotatedDate: rotated, LastChangedDate: seconds(1), CreatedDate: seconds(800 * 24) };
      version = { CreatedDate: seconds(400 * 24) };
      expect(await look()).toMatchObject({ stale: ['db'] });
    });

    test('are young though they were made long ago, and put by hand since', async () => {
      described = { LastRotatedDate: seconds(400 * 24), LastChangedDate: seconds(20 * 24), CreatedDate: seconds(800 * 24) };
      version = { CreatedDate: seconds(20 * 24) };
      expect(await look()).toMatchObject({ stale: [] });
    });
  });

  test('are as old as the version that is current, on whatever page it stands', async () => {
    there = { auth: { ...well, changedAt: at(91 * 24) } };
    stages = ['AWSPREVIOUS', 'AWSPENDING', 'AWSCURRENT'];
    const unread = { secrets: [{ id: 'auth', maxAge: '90d' }] };
    expect((await probe(kind, unread)).facts).toMatchObject({ notFound: [], stale: ['auth'] });
    stages = ['AWSPREVIOUS', 'AWSPENDING'];
    expect((await probe(kind, unread)).facts).toMatchObject({ notFound: ['auth'], stale: [] });
  });

  test('that may not be read cannot be told of, and the permission is named', async () => {
    const { facts, failure } = await seen({ db: { ...well, readable: false }, auth: well });
    expect([facts, failure?.reason]).toEqual([undefined, 'control-plane']);
    expect(failure?.detail).toContain("the checker's role lacks secretsmanager:GetSecretValue");
  });

  test('what is known to be wrong stands beside what may not be read', async () => {
    expect((await seen({ db: { ...well, readable: false } })).facts).toMatchObject({ notFound: ['auth'] });
  });

  test('are read only where keys are looked at', () => {
    expect(targetOf(kind, asked)).toEqual({ label: 'Secrets Manager db, auth', requests: 4 });
    expect(settingsFault(kind, { secrets: [] })).toBeTypeOf('string');
  });
});
