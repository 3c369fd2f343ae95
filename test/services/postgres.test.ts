import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPostgres } from '../../local/lab/postgres/server.ts';
import { usualPostgres } from '../../local/lab/postgres/settings.ts';
import { skipVariable } from '../../scripts/services/service.ts';
import { Ended } from '../../shared/probes/dial/ended.ts';
import { askServer } from '../../shared/probes/postgres/ask.ts';
import { converse } from '../../shared/probes/postgres/conversation.ts';
import { query } from '../../shared/probes/postgres/frontend.ts';
import { logIn } from '../../shared/probes/postgres/login.ts';
import { open } from '../../shared/probes/postgres/open.ts';
import { postgres } from '../../shared/probes/postgres.ts';
import { Stopwatch } from '../../shared/probes/dial/stopwatch.ts';
import { machineClock } from '../../shared/runner/machine-clock.ts';
import { createSessions } from '../../shared/runner/sessions.ts';
import { createAuthority } from '../fixtures/certificates.ts';
import { cases, database, look, summaryOf, users } from '../fixtures/postgres-cases.ts';
import type { Situation } from '../fixtures/postgres-cases.ts';
import { probe } from '../fixtures/probing.ts';
import { createCluster } from './real-postgres.ts';
import type { Start } from './real-postgres.ts';

const programs = process.env['TEST_SERVICES_POSTGRES'];
const missing = process.env[skipVariable('postgres')] ?? 'npm run test:services finds and installs it';

const psql = promisify(execFile);

const anybody = 'host all all 127.0.0.1/32 scram-sha-256';
const usual: Start = {
  hba: ['host all barred 127.0.0.1/32 reject', 'host all hashed 127.0.0.1/32 md5', 'host all clear 127.0.0.1/32 password', anybody],
};
const situations: Readonly<Record<Situation, Start>> = {
  'usual': usual,
  'tls-only': { hba: [anybody.replace('host', 'hostssl')] },
  'without-tls': { ...usual, options: { ssl: 'off' } },
  'full': { ...usual, options: { max_connections: 4, superuser_reserved_connections: 3 } },
  'standby': { ...usual, standby: true },
  'starting': { ...usual, standby: true, options: { hot_standby: 'off' } },
};

const roles: readonly string[] = [
  ...Object.entries(users).map(([user, password]) =>
    `create role ${user} password '${password}' ${user === 'sleeper' ? 'nologin' : 'login'}${user === 'crowded' ? ' connection limit 0' : ''}`),
  `set password_encryption = 'md5'; create role hashed login password '${users.mlflow}'`,
  `create role clear login password '${users.mlflow}'`,
  `create database ${database} owner mlflow`,
  `revoke connect on database ${database} from public`,
  `grant connect on database ${database} to ${Object.keys(users).filter((user) => user !== 'outsider').join(', ')}, hashed, clear`,
];

/** What it asks for first stands in the way of what every other database has. */
const stuckDatabase = [
  'create database stuck owner mlflow',
  'set allow_system_table_mods = on; alter view pg_catalog.pg_stat_database rename to pg_stat_database_before',
  'set allow_system_table_mods = on; create view pg_catalog.pg_stat_database as select 0::bigint as numbackends from pg_catalog.pg_sleep(600)',
  'grant select on pg_catalog.pg_stat_database to public',
] as const;

describe.skipIf(programs === undefined)(`a real Postgres${programs === undefined ? ` (not here: ${missing})` : ''}`, async () => {
  const authority = await createAuthority();
  let cluster: Awaited<ReturnType<typeof createCluster>>;
  const place = () => ({ port: cluster.port, ca: authority.cert });

  /** A session that stays. */
  const hold = async (user = 'mlflow', password: string = users.mlflow) => {
    const how = { signal: new AbortController().signal, stopwatch: new Stopwatch() };
    const opened = await open({ host: '127.0.0.1', port: cluster.port, tls: true }, { ...how, network: { ca: authority.cert } });
    if (!opened.ok) throw new Error(opened.observation.failure.detail);
    const conversation = converse(opened, how);
    await logIn(conversation, { user, password, database, confidential: true, who: 'held' });
    return { conversation, [Symbol.asyncDispose]: () => conversation.close(true) };
  };

  beforeAll(async () => {
    cluster = await createCluster(programs ?? '', await authority.issue());
    cluster.start(usual);
    for (const statement of roles) cluster.sql(statement);
  });
  afterAll(() => cluster.remove());

  test('takes passwords as MD5 and in clear, encrypted or inside this machine', async () => {
    for (const user of ['hashed', 'clear']) {
      for (const tls of [true, false]) {
        expect(await look({ described: { user, password: 'mlflow', tls } }, place())).toMatchObject({ facts: { user, tls, role: 'primary' } });
      }
      const wrong = await look({ described: { user, password: 'wrong' } }, place());
      expect(wrong).toMatchObject({ failure: { reason: 'login-refused', detail: expect.stringContaining('28P01') } });
    }
  });

  const odd = [
    'soft\u00adhyphen', 'wide\u3000space', 'ﬁne', '\u0627\u0031', 'tab\there',
    // As they are, for SASLprep forbids them: unknown to Unicode 3.2, right to left and not, control characters, nothing left.
    'hk🔑\u{fe0f}x', '👨\u200d👩', 'ﬁ🔑', '\u05d0ﬁ', 'a\u0007ﬁ', 'a\u0085ﬁ', '\u00ad',
  ];
  test.each(odd)('takes the password "%s" as it was set', async (password) => {
    cluster.sql(`alter role odd password '${password}'`);
    const session = hold('odd', password);
    await expect(session).resolves.toBeDefined();
    await (await session).conversation.close(true);
    cluster.sql(`alter role odd password '${users.odd}'`);
  });

  test('counts the sessions that there are', async () => {
    await using first = await hold();
    await using second = await hold();
    expect(first).not.toBe(second);
    const { facts } = await look({ described: { user: 'mlflow', password: 'mlflow' } }, place());
    // Sessions of earlier tests may still be on their way out.
    expect(facts?.['connectionsUsed']).toBeGreaterThanOrEqual(3);
    expect(facts?.['connectionsMost']).toBe(Number(cluster.sql('show max_connections')));
  });

  test('whose session is ended by an administrator is not ready', async () => {
    await using held = await hold();
    cluster.sql("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'mlflow'");
    const ended: unknown = await askServer(held.conversation, 'held', {}).catch((error: unknown) => error);
    expect(ended).toBeInstanceOf(Ended);
    expect(ended).toMatchObject({ failure: { reason: 'not-ready', detail: expect.stringContaining('SQLSTATE 57P01') } });
  });

  test('is not left with a session that is busy with what was given up', async () => {
    const [create, ...prepare] = stuckDatabase;
    cluster.sql(create);
    for (const statement of prepare) cluster.sql(statement, 'stuck');
    const busy = () => cluster.sql("select count(*) from pg_stat_activity where datname = 'stuck' and usename = 'mlflow'");
    for (const tls of [true, false]) {
      const time = new AbortController();
      const sessions = createSessions(machineClock);
      const seen = probe(postgres, { host: '127.0.0.1', port: cluster.port, database: 'stuck', user: 'mlflow', password: 'mlflow', tls }, {
        signal: time.signal, network: { ca: authority.cert }, credential: () => Promise.resolve(users.mlflow), session: sessions.session,
      });
      await expect.poll(() => cluster.sql("select state from pg_stat_activity where datname = 'stuck' and query like '%numbackends%'")).toBe('active');
      time.abort();
      expect(await seen).toMatchObject({ failure: { reason: 'body-timeout' }, facts: { role: 'primary', tls } });
      expect(await sessions.close(machineClock.monotonic() + 60_000)).toEqual([]);
      await expect.poll(busy).toBe('0');
    }
  });

  test('that shows nobody who is connected is counted all the same; where it does not count, what it told stays known', async () => {
    const described = { user: 'mlflow', password: 'mlflow' };
    cluster.sql('revoke select on pg_catalog.pg_stat_activity from public', database);
    const hidden = await look({ described }, place());
    cluster.sql('revoke select on pg_catalog.pg_stat_database from public', database);
    const uncounted = await look({ described }, place());
    cluster.sql('grant select on pg_catalog.pg_stat_activity, pg_catalog.pg_stat_database to public', database);
    expect([hidden.failure, hidden.facts?.['connectionsUsed']]).toEqual([undefined, expect.any(Number)]);
    expect(uncounted).toMatchObject({ facts: { role: 'primary', version: expect.any(String) }, failure: { reason: 'undecided' } });
    expect(uncounted.facts).not.toHaveProperty('connectionsUsed');
  });

  test('does not count the workers that it sends to help a session', async () => {
    cluster.sql('create table many as select * from generate_series(1, 100000); alter table many set (parallel_workers = 3)', database);
    cluster.sql('grant select on many to mlflow', database);
    const workers = () => Number(cluster.sql("select count(*) from pg_stat_activity where backend_type = 'parallel worker'"));
    const clients = () => cluster.sql("select count(*) from pg_stat_activity where backend_type = 'client backend'");
    const held = await hold();
    const settings = ['parallel_setup_cost', 'parallel_tuple_cost', 'min_parallel_table_scan_size'].map((name) => `set ${name} = 0`);
    held.conversation.send(query([...settings, 'set max_parallel_workers_per_gather = 3', 'select count(pg_sleep(600)) from many'].join(';')));
    await expect.poll(workers).toBe(3);
    // Whoever asks, and who is helped.
    await expect.poll(clients).toBe('2');
    const { facts } = await look({ described: { user: 'mlflow', password: 'mlflow' } }, place());
    expect([facts?.['connectionsUsed'], workers()]).toEqual([2, 3]);
    cluster.sql("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'mlflow' and backend_type = 'client backend'");
    await held.conversation.close(false);
  });

  test('that wants a certificate leaves it open whether it admits the platform', async () => {
    cluster.start({ hba: ['hostssl all mlflow 127.0.0.1/32 cert'], options: { ssl_ca_file: cluster.file('ca.pem', authority.cert) } });
    const seen = await look({ described: { user: 'mlflow', password: 'mlflow' } }, place());
    cluster.start(usual);
    expect(seen.failure).toMatchObject({ reason: 'undecided', detail: expect.stringContaining('the checker has no certificate to log in with') });
  });

  test('is asked itself, whatever the search path of the role leads to', async () => {
    cluster.sql('create schema shadow; grant usage on schema shadow to public', database);
    cluster.sql('create view shadow.pg_stat_database as select 1000000::bigint as numbackends', database);
    cluster.sql("create function shadow.pg_is_in_recovery() returns boolean language sql as 'select true'", database);
    cluster.sql('grant select on shadow.pg_stat_database to public', database);
    cluster.sql('alter role mlflow set search_path = shadow, pg_catalog');
    const seen = await look({ described: { user: 'mlflow', password: 'mlflow' } }, place());
    cluster.sql('alter role mlflow reset search_path');
    expect(seen.facts).toMatchObject({ role: 'primary', connectionsUsed: expect.toSatisfy((used) => used < 100) });
  });

  test.each([
    ['right', 'require', users.mlflow, '1\n15.4'], ['right and not encrypted', 'disable', users.mlflow, '1\n15.4'],
    ['wrong', 'require', 'wrong-password', 'FATAL:  password authentication failed for user "mlflow"'],
  ])('has a client of its own, which takes the lab\'s server for one: %s', async (_, sslmode, password, said) => {
    const context = createSecureContext(await authority.issue());
    const settings = { ...usualPostgres, databases: { [database]: {} }, roles: { mlflow: { password: users.mlflow, login: true } } };
    const server = await startPostgres({ settings: () => settings, certificate: () => context });
    const url = `postgresql://mlflow@127.0.0.1:${server.port}/${database}?sslmode=${sslmode}`;
    const { stdout, stderr } = await psql(join(programs ?? '', 'psql'), [url, '-qtA', '-c', 'select 1', '-c', 'show server_version'], {
      env: { PGPASSWORD: password },
    }).catch((error: unknown) => error as { readonly stdout: string; readonly stderr: string });
    await server.stop();
    expect((stdout + stderr).trim()).toMatch(new RegExp(`${RegExp.escape(said)}$`));
  });

  describe.each(Object.keys(situations) as Situation[])('that is %s', (situation) => {
    beforeAll(() => cluster.start(situations[situation]));
    test.each(cases.filter((each) => each.situation === situation))('of $name tells what the lab\'s does', async (each) => {
      await using held = situation === 'full' ? await hold() : undefined;
      expect(held === undefined).toBe(situation !== 'full');
      expect(summaryOf(await look(each, place()))).toEqual(each.sees);
    });
  });
});
