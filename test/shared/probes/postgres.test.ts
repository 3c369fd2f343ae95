import { createSecureContext } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { startPostgres } from '../../../local/lab/postgres/server.ts';
import type { SessionEnd } from '../../../local/lab/postgres/session.ts';
import { usualPostgres } from '../../../local/lab/postgres/settings.ts';
import type { PostgresSettings } from '../../../local/lab/postgres/settings.ts';
import { CredentialError } from '../../../shared/checks/credential-error.ts';
import type { CredentialFault } from '../../../shared/checks/credential-error.ts';
import { judge } from '../../../shared/checks/judge.ts';
import { postgres } from '../../../shared/probes/postgres.ts';
import { createAuthority } from '../../fixtures/certificates.ts';
import { cases, database, look, summaryOf, users } from '../../fixtures/postgres-cases.ts';
import type { Situation } from '../../fixtures/postgres-cases.ts';
import { probe, settingsFault, targetOf } from '../../fixtures/probing.ts';
import { closedPort } from '../../fixtures/tcp-server.ts';

const authority = await createAuthority();
const context = createSecureContext(await authority.issue());
const may = (user: keyof typeof users) => ({ password: users[user], login: true });

const usual: PostgresSettings = {
  ...usualPostgres,
  databases: { [database]: {} },
  roles: {
    mlflow: may('mlflow'), odd: may('odd'), barred: may('barred'), crowded: { ...may('crowded'), connectionLimit: 0 },
    sleeper: { ...may('sleeper'), login: false }, outsider: { ...may('outsider'), denied: [database] },
  },
  rejected: ['barred'],
};
const situations: Readonly<Record<Situation, Partial<PostgresSettings>>> = {
  'usual': {}, 'tls-only': { requireTls: true }, 'without-tls': {}, 'standby': { standby: true }, 'starting': { startingUp: true },
  'full': { maxConnections: 4, used: 1 },
};

const start = async (situation: Situation, changes: Partial<PostgresSettings> = {}) => {
  const ends: SessionEnd[] = [];
  const { promise: ended, resolve } = Promise.withResolvers<SessionEnd>();
  const server = await startPostgres({
    settings: () => ({ ...usual, ...situations[situation], ...changes }),
    ...(situation === 'without-tls' ? {} : { certificate: () => context }),
    onEnd: (end) => { ends.push(end); resolve(end); },
  });
  return { port: server.port, ca: authority.cert, ended, ends, [Symbol.asyncDispose]: server.stop };
};

test.each(cases)('of $name it tells as much as of a real server', async (each) => {
  await using server = await start(each.situation);
  expect(summaryOf(await look(each, server))).toEqual(each.sees);
});

const right = { described: { user: 'mlflow', password: 'mlflow' } };

describe('a session', () => {
  test.each([true, false])('is always ended with a goodbye, encrypted: %s', async (tls) => {
    await using server = await start('usual');
    await look({ described: { ...right.described, tls } }, server);
    expect(await server.ended).toBe('terminated');
  });

  test('tells how many connections there are, of how many, and has its own phases', async () => {
    await using server = await start('usual', { used: 78, maxConnections: 120 });
    const seen = await look(right, server);
    expect(seen.facts).toEqual({
      user: 'mlflow', role: 'primary', version: '15.4', connectionsUsed: 79, connectionsMost: 120, connectionsPercent: 65.8, tls: true,
    });
    expect(Object.keys(seen.phases)).toEqual(['connect', 'tls', 'firstByte', 'body']);
    expect(seen.certificate).toMatchObject({ names: ['localhost', '127.0.0.1'] });
    expect(seen.address).toBe(`127.0.0.1:${server.port}`);
  });

  test('with a primary is as usual, with a standby is not, unless it is described otherwise', async () => {
    await using primary = await start('usual');
    await using standby = await start('standby');
    const outcomes = async (server: typeof primary) => judge(postgres.expects, await look(right, server), 0).map(({ ok }) => ok);
    expect([await outcomes(primary), await outcomes(standby)]).toEqual([[true], [false]]);
  });
});

const failing = (fault: CredentialFault) => (name: string) =>
  (name === 'dbUser' ? Promise.resolve('postgres') : Promise.reject(new CredentialError(`The credential "${name}" is not there.`, fault)));

describe('a credential', () => {
  const described = { host: '127.0.0.1', database, user: 'mlflow', loginUser: 'dbUser', password: 'dbPassword' };

  test.each<[CredentialFault, string]>([
    ['missing', 'secret-incomplete'], ['refused', 'credential'], ['unreachable', 'credential'], ['not-given', 'credential'],
  ])('that is %s is told as %s, with who would log in, and the server is left alone', async (fault, reason) => {
    const seen = await probe(postgres, { ...described, port: await closedPort() }, { credential: failing(fault) });
    expect(seen).toEqual({
      phases: {}, totalMs: 0, facts: { user: 'postgres' },
      failure: {
        reason, detail: 'The credential "dbPassword" is not there; tried as "postgres", as the platform\'s task does; described is "mlflow"',
      },
    });
  });

  test('that is missing for the user, too, is the platform\'s', async () => {
    const missing = new CredentialError('"dbUser" is not there.', 'missing');
    const seen = await probe(postgres, described, { credential: () => Promise.reject(missing) });
    expect(seen).toMatchObject({ facts: {}, failure: { reason: 'secret-incomplete', detail: '"dbUser" is not there.' } });
  });

  test('that does not come in time is the checker\'s', async () => {
    const seen = await probe(postgres, described, { credential: () => new Promise(() => {}), signal: AbortSignal.abort() });
    expect(seen.failure).toMatchObject({ reason: 'credential', detail: 'The credential "dbUser" was not there in time.' });
  });

  test('that cannot be sent is not', async () => {
    const seen = await probe(postgres, described, { credential: () => Promise.resolve('a\0b') });
    expect(seen.failure).toMatchObject({ reason: 'credential', detail: expect.stringContaining('NUL') });
  });
});

test('a port on which nothing listens is refused', async () => {
  const seen = await look(right, { port: await closedPort(), ca: '' });
  expect(seen).toMatchObject({ failure: { reason: 'connect-refused', phase: 'connect' }, facts: { user: 'mlflow' } });
});

test('a target is named and keyed by host and port, and asked a few things', () => {
  expect(targetOf(postgres, { host: 'db.example.com', database, user: 'mlflow' }))
    .toEqual({ label: 'Postgres db.example.com:5432/mlflow', host: 'db.example.com:5432', requests: 5 });
});

const place = { host: 'db.example.com', database, user: 'mlflow' };
const wrong = [
  {}, { ...place, host: 'postgres://db' }, { ...place, port: 0 }, { ...place, user: '' }, { ...place, user: 'a\0b' }, { ...place, tls: 'yes' },
  { ...place, loginUser: '' }, { ...place, sslmode: 'require' },
];

test.each(wrong)('settings such as %j are refused', (written) => {
  expect(settingsFault(postgres, written)).toBeTypeOf('string');
});
