import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { startGateway, type Gateway } from '../../../local/gateway/gateway.ts';
import { AwsError, type Service } from '../../../local/gateway/service.ts';
import { judge } from '../../../shared/checks/judge.ts';
import type { Observation } from '../../../shared/checks/observation.ts';
import { rotations as kind } from '../../../shared/probes/rotations.ts';
import { addsUp, probe, settingsFault, targetOf } from '../../fixtures/probing.ts';

/** A whole minute, which is as long before a test as it is told. */
const now = Math.floor(Date.now() / 60_000) * 60_000;
const seconds = (hoursAgo: number) => now / 1_000 - hoursAgo * 3_600;
const told = (hoursAgo: number) => `${new Date(1_000 * seconds(hoursAgo)).toISOString().slice(0, 19)}Z`;

/** A secret as Secrets Manager tells of it: what it says of the secret, and its versions with their labels and the hours that each is old. */
interface Told { readonly described?: object; readonly versions: readonly (readonly [label: string, hoursOld: number])[]; readonly error?: AwsError }
let secrets: Readonly<Record<string, Told>> = {};

const answer: Service['answer'] = (operation, { SecretId }) => {
  const secret = secrets[String(SecretId)];
  if (secret === undefined) throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  if (secret.error !== undefined) throw secret.error;
  if (operation === 'DescribeSecret') return { Name: SecretId, LastChangedDate: seconds(0.1), CreatedDate: seconds(9_000), ...secret.described };
  if (operation !== 'ListSecretVersionIds') return undefined;
  return { Versions: secret.versions.map(([labels, old]) => ({ VersionStages: labels.split(' '), CreatedDate: seconds(old) })) };
};

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ services: [{ name: 'secrets-manager', protocol: 'json-1.1', id: 'secretsmanager', answer }] });
  for (const [name, value] of Object.entries(gateway.env)) vi.stubEnv(name, value);
});
afterEach(() => { secrets = {}; });
afterAll(async () => {
  vi.unstubAllEnvs();
  await gateway.stop();
});

const old: Told = { versions: [['AWSCURRENT', 480], ['AWSPREVIOUS', 900]] };
const changed = (hoursAgo: number): Told => ({ versions: [['AWSCURRENT', hoursAgo]] });
const pending = (hours: number): Told => ({ versions: [['AWSCURRENT', 480], ['AWSPENDING', hours]] });
const seen = async (there: typeof secrets, asked = Object.keys(there)) => {
  secrets = there;
  return probe(kind, { secrets: asked });
};
const wellOf = (observation: Observation) => judge(kind.expects, observation, 0).every(({ ok }) => ok);

describe('rotations', () => {
  test('of secrets that nobody touched lately are well', async () => {
    const observation = await seen({ db: old, auth: old });
    expect(observation.facts).toEqual({ unfinished: [], overdue: [], changed: [] });
    expect([wellOf(observation), addsUp(observation)]).toEqual([true, true]);
  });

  test.each<[string, Told, string[]]>([
    ['by a rotation that ended a moment after it made the version', { described: { LastRotatedDate: seconds(2.99) }, versions: [['AWSCURRENT', 3]] }, [`${told(2.99)} db (rotated)`]],
    ['by a rotation that had to be repeated for two days', { described: { LastRotatedDate: seconds(2) }, versions: [['AWSCURRENT AWSPENDING', 50]] }, [`${told(2)} db (rotated)`]],
    ['by hand after a rotation', { described: { LastRotatedDate: seconds(3) }, versions: [['AWSCURRENT', 2], ['AWSPREVIOUS', 3]] }, [`${told(2)} db`]],
    ['by hand', { versions: [['AWSCURRENT', 4]] }, [`${told(4)} db`]],
    ['longer than a day ago', { versions: [['AWSCURRENT', 25]] }, []],
    ['never, because there is no value', { versions: [['AWSPENDING', 0.5]] }, []],
  ])('tell when the value was changed: %s', async (_, db, changed) => {
    const observation = await seen({ db });
    expect(observation.facts).toEqual({ unfinished: [], overdue: [], changed });
    expect(wellOf(observation)).toBe(true);
  });

  test('tell the newest change first', async () => {
    expect((await seen({ a: changed(23), b: changed(1), c: changed(5) })).facts).toMatchObject({ changed: [`${told(1)} b`, `${told(5)} c`, `${told(23)} a`] });
  });

  test('are under way for an hour, and then did not end', async () => {
    const observation = await seen({ db: pending(1.5), auth: pending(0.5) });
    expect(observation.facts).toEqual({ unfinished: [`${told(1.5)} db`], overdue: [], changed: [] });
    expect(wellOf(observation)).toBe(false);
  });

  test.each([
    ['came', { RotationEnabled: true, NextRotationDate: seconds(-200) }, []],
    ['may come within the hour still', { RotationEnabled: true, NextRotationDate: seconds(0.5) }, []],
    ['did not come', { RotationEnabled: true, NextRotationDate: seconds(30) }, [`${told(30)} db`]],
    ['was switched off', { RotationEnabled: false, NextRotationDate: seconds(30) }, []],
  ])('are expected where they are scheduled: one that %s', async (_, described, overdue) => {
    expect((await seen({ db: { ...old, described } })).facts).toEqual({ unfinished: [], overdue, changed: [] });
  });

  test('are none of a secret that is not there or will not be for long', async () => {
    const gone: Told = { ...pending(5), described: { DeletedDate: seconds(-24 * 7) } };
    expect((await seen({ gone }, ['gone', 'never'])).facts).toEqual({ unfinished: [], overdue: [], changed: [] });
  });

  test('that may not be looked at cannot be told of, and the permission is named', async () => {
    const barred: Told = { ...old, error: new AwsError('AccessDeniedException', 'User is not authorized to perform: secretsmanager:DescribeSecret on resource: db') };
    const { facts, failure } = await seen({ db: old, auth: barred });
    expect([facts, failure?.reason]).toEqual([undefined, 'control-plane']);
    expect(failure?.detail).toContain("the checker's role lacks secretsmanager:DescribeSecret");
    const wrong = await seen({ db: pending(5), auth: barred });
    expect(wrong.facts).toMatchObject({ unfinished: [`${told(5)} db`] });
  });

  test('are asked for in two calls a secret', () => {
    expect(targetOf(kind, { secrets: ['db', 'auth'] })).toEqual({ label: 'Secrets Manager db, auth', requests: 4 });
    expect(settingsFault(kind, { secrets: [] })).toBeTypeOf('string');
  });
});
