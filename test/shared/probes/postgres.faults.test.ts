import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import * as wire from '../../../local/lab/postgres/wire.ts';
import { postgres } from '../../../shared/probes/postgres.ts';
import { addsUp, probe } from '../../fixtures/probing.ts';
import { startServer } from '../../fixtures/tcp-server.ts';

/** What a server does about each message in turn, as the probe waits for the answer to one before it sends the next. */
interface Deed { readonly deed: 'close' | 'reset' | 'silence' }
type One = Buffer | string | Deed;
type Act = One | readonly One[];
type Row = readonly [what: string, acts: readonly Act[], reason: string, phase: string, detail: RegExp];

const password = 'made-up-password';
const [close, reset, silence] = [{ deed: 'close' }, { deed: 'reset' }, { deed: 'silence' }] as const;

/** Everything that the probe said, and what it saw. Only when it has closed all of its connections is it over. */
const play = async (acts: readonly Act[], tls: boolean) => {
  const time = new AbortController();
  const closed: Promise<void>[] = [];
  let said = Buffer.alloc(0);
  const use = (socket: Socket) => {
    closed.push(new Promise((resolve) => { socket.on('close', () => resolve()); }));
    const left = [...acts];
    const act = (next: One) => {
      if (typeof next === 'string' || Buffer.isBuffer(next)) socket.write(next, 'latin1');
      else if (next.deed === 'close') socket.end();
      else if (next.deed === 'reset') socket.resetAndDestroy();
      else time.abort();
    };
    socket.on('data', (bytes) => {
      said = Buffer.concat([said, bytes]);
      for (const next of [left.shift() ?? []].flat()) act(next);
    });
  };
  await using server = await startServer(use);
  const seen = await probe(postgres, { host: '127.0.0.1', port: server.port, tls, database: 'mlflow', user: 'mlflow', password: 'password' }, {
    signal: time.signal, credential: () => Promise.resolve(password),
  });
  await Promise.all(closed);
  return { seen, said: said.toString('latin1') };
};

const error = (code: string, message: string) => wire.errorResponse({ severity: 'FATAL', code, message });
const authentication = (code: number, data = '') => {
  const bytes = Buffer.alloc(9 + data.length);
  bytes.write('R');
  bytes.writeUInt32BE(8 + data.length, 1);
  bytes.writeUInt32BE(code, 5);
  bytes.write(data, 9, 'latin1');
  return bytes;
};
const admitted = Buffer.concat([wire.authenticated(), wire.parameter('server_version', '15.4'), wire.ready()]);
const answer = (...values: readonly string[]) => Buffer.concat([wire.row(values), wire.ready()]);
const sasl = wire.askForSasl('SCRAM-SHA-256');
/** A row of which only the beginning comes, and which says that it is two gigabytes long. */
const enormous = 'D\x7f\xff\xff\xff\0\x01';

const inLogin: readonly Row[] = [
  ['closes at once', [close], 'closed-early', 'firstByte', /closed the connection before the check was through/],
  ['resets at once', [reset], 'closed-early', 'firstByte', /broke the connection off \(ECONNRESET\)/],
  ['never answers', [silence], 'header-timeout', 'firstByte', /did not finish the login in time/],
  ['answers half a message', [['R\0\0\0', silence]], 'header-timeout', 'firstByte', /did not finish the login in time/],
  ['admits and then says nothing', [[wire.authenticated(), silence]], 'header-timeout', 'firstByte', /did not finish the login/],
  ['speaks HTTP', ['HTTP/1.1 400 Bad Request\r\n\r\n'], 'malformed', 'firstByte', /does not speak the Postgres protocol/],
  ['speaks SSH', ['SSH-2.0-OpenSSH_9.2\r\n'], 'malformed', 'firstByte', /does not speak the Postgres protocol/],
  ['speaks MySQL', ['J\0\0\0\x0a8.0.36\0'], 'malformed', 'firstByte', /does not speak the Postgres protocol/],
  ['answers nonsense', ['\0\x01\x02\x03\x04\x05\x06\x07'], 'malformed', 'firstByte', /does not speak the Postgres protocol/],
  ['answers with a length that cannot be', ['R\0\0\0\x02'], 'malformed', 'firstByte', /does not speak the Postgres protocol/],
  ['sends an enormous error', ['E\x7f\xff\xff\xff'], 'too-large', 'firstByte', /more than the 1048576 bytes/],
  ['sends notices without end', [`N\0\x0f\xff\xff${'x'.repeat(0x0f_fffb)}`.repeat(2)], 'too-large', 'firstByte', /more than the 1048576 bytes/],
  ['answers a query that nobody asked', [answer('1')], 'malformed', 'firstByte', /answers a query that was not asked/],
  ['sends an error without an end', ['E\0\0\0\x08MFAT'], 'server-error', 'firstByte', /SQLSTATE 00000: an error without a message/],
  ['wants a ticket', [authentication(7)], 'checker-error', 'firstByte', /no way to log in .*: kind 7\./],
  ['knows another way only', [authentication(10, 'OAUTHBEARER\0\0')], 'checker-error', 'firstByte', /no way to log in .*: OAUTHBEARER\./],
  ['goes on with a login that was not begun', [authentication(11, 'r=a,s=AAAA,i=1')], 'malformed', 'firstByte', /breaks the rules of SCRAM/],
  ['ends a login that was not begun', [authentication(12, 'v=AAAA')], 'malformed', 'firstByte', /could not prove/],
  ['does not keep to the nonce', [sasl, authentication(11, 'r=a,s=AAAA,i=4096')], 'malformed', 'firstByte', /breaks the rules of SCRAM/],
  ['closes in the middle of a login', [sasl, close], 'closed-early', 'firstByte', /closed the connection/],
  ['is silent in the middle of a login', [sasl, silence], 'header-timeout', 'firstByte', /did not finish the login/],
  ['admits without a proof', [sasl, admitted], 'malformed', 'firstByte', /before it proved that it knows the password/],
  ['wants a certificate', [error('28000', 'connection requires a valid client certificate')], 'undecided', 'firstByte', /28000 \(the checker has no certificate/],
  ['is a PgBouncer and has another password', [error('08P01', 'password authentication failed')], 'login-refused', 'firstByte', /08P01 \(wrong password/],
  ['is a PgBouncer and has another password for SCRAM', [error('08P01', 'SASL authentication failed')], 'login-refused', 'firstByte', /08P01 \(wrong/],
  ['is a PgBouncer without the database', [error('08P01', 'database "mlflow" does not exist')], 'database-missing', 'firstByte', /08P01: database "mlflow"/],
  ['is a PgBouncer that is full', [error('08P01', 'no more connections allowed (max_client_conn)')], 'too-many-connections', 'firstByte', /08P01: no more/],
  ['is a PgBouncer with another fault', [error('08P01', 'bouncer config error')], 'server-error', 'firstByte', /08P01: bouncer config error/],
  ['says that it is restarting', [error('57P03', 'the database system is shutting down')], 'not-ready', 'firstByte', /57P03: .* shutting down; tried as "mlflow"/],
  ['crashes', [error('57P02', 'terminating connection')], 'not-ready', 'firstByte', /57P02 \(another session crashed\)/],
  ['has an error of its own', [error('XX000', 'cache lookup failed')], 'server-error', 'firstByte', /SQLSTATE XX000: cache lookup failed/],
];

const denied = (view: string) => Buffer.concat([error('42501', `permission denied for view ${view}`), wire.ready()]);
const known = [answer('1'), answer('15.4'), answer('f')];

const inQueries: readonly Row[] = [
  ['closes', [close], 'closed-early', 'body', /closed the connection/],
  ['resets', [reset], 'closed-early', 'body', /broke the connection off/],
  ['is silent', [silence], 'body-timeout', 'body', /did not answer in time/],
  ['is silent after the first answer', [answer('1'), silence], 'body-timeout', 'body', /did not answer in time/],
  ['sends an enormous row', [enormous], 'too-large', 'body', /more than the 1048576 bytes/],
  ['sends a broken row', ['D\0\0\0\x0a\0\x01\0\0\xff\xff'], 'malformed', 'body', /does not speak the Postgres protocol/],
  ['answers nothing', [wire.ready()], 'malformed', 'body', /does not answer "select 1" as it should/],
  ['answers 2', [answer('2')], 'malformed', 'body', /that 1 is not 1/],
  ['asks for a login again', [sasl], 'malformed', 'body', /does not answer "select 1" as it should/],
  ['cannot count', [answer('1'), answer('15'), answer('f'), answer('many', '100')], 'malformed', 'body', /no number of connections/],
  ['has room for nobody', [answer('1'), answer('15'), answer('f'), answer('1', '0')], 'malformed', 'body', /no number of connections/],
  ['cancels it', [error('57014', 'canceling statement due to statement timeout')], 'server-error', 'body', /57014 \(the query was cancelled/],
  ['is shut down', [answer('1'), error('57P01', 'terminating connection')], 'not-ready', 'body', /57P01 \(an administrator/],
  ['does not let it look', [answer('1'), error('42501', 'permission denied for function x')], 'undecided', 'body', /42501 \(lacks a right\)/],
  ['lets nobody count', [...known, denied('pg_stat_activity'), denied('pg_stat_database')], 'undecided', 'body', /42501 \(lacks a right\): .* pg_stat_database;/],
  ['closes after it did not let it look', [...known, [error('42501', 'permission denied'), close]], 'closed-early', 'body', /closed the connection/],
];

const beforeTls: readonly Row[] = [
  ['closes when asked for TLS', [close], 'tls-handshake', 'tls', /closed the connection when it was asked for TLS/],
  ['resets when asked for TLS', [reset], 'tls-handshake', 'tls', /broke off when it was asked for TLS: ECONNRESET/],
  ['is silent when asked for TLS', [silence], 'tls-timeout', 'tls', /did not answer the request for TLS in time/],
  ['has no TLS', ['N'], 'tls-handshake', 'tls', /does not offer TLS/],
  ['answers with an error', [error('53300', 'sorry, too many clients already')], 'tls-handshake', 'tls', /with an error, SQLSTATE 53300: sorry/],
  ['answers with half an error', ['E\0\0\0\x60SFATAL'], 'malformed', 'tls', /does not speak the Postgres protocol/],
  ['agrees and says more before TLS', ['SR\0\0\0\x08\0\0\0\0'], 'malformed', 'tls', /does not speak the Postgres protocol/],
  ['speaks HTTP', ['HTTP/1.1 400 Bad Request\r\n\r\n'], 'malformed', 'tls', /does not speak the Postgres protocol/],
  ['agrees and then is no TLS', ['S', 'R\0\0\0\x08\0\0\0\0'], 'tls-handshake', 'tls', /what answers is not TLS/],
  ['agrees and closes', ['S', close], 'tls-handshake', 'tls', /closed during the handshake/],
  ['agrees and is silent', ['S', silence], 'tls-timeout', 'tls', /was not ready in time/],
];

const sees = ([, , reason, phase, detail]: Row) => ({ reason, phase, detail: expect.stringMatching(detail) });

describe('a server that', () => {
  test.each(inLogin)('in the login %s', async (...row) => {
    const { seen, said } = await play(row[1], false);
    expect([seen.failure, addsUp(seen)]).toEqual([expect.objectContaining(sees(row)), true]);
    expect(said).not.toContain(password);
    // Goodbyes are not for those who are not in.
    expect(said).not.toContain('X\0\0\0\x04');
  });

  test.each(inQueries)('admits and then %s', async (...row) => {
    const { seen, said } = await play([admitted, ...row[1]], false);
    expect([seen.failure, addsUp(seen)]).toEqual([expect.objectContaining(sees(row)), true]);
    // A session that was begun ends with a goodbye, unless the server has gone already.
    expect(said.endsWith('X\0\0\0\x04')).toBe(row[2] !== 'closed-early');
  });

  test.each(beforeTls)('before TLS %s', async (...row) => {
    const { seen, said } = await play(row[1], true);
    expect([seen.failure, addsUp(seen)]).toEqual([expect.objectContaining(sees(row)), true]);
    // Nobody hears who wants in, before it is clear who listens.
    expect(said).not.toContain('mlflow');
  });
});

test('the beginning of what is no Postgres is kept as evidence', async () => {
  const { seen } = await play(['HTTP/1.1 400 Bad Request\r\n\r\n'], false);
  expect(seen.failure?.evidence).toBe('HTTP/1.1 400 Bad Request\r\n\r\n');
});

test('a server that lets nobody count is known as far as it told', async () => {
  const { seen } = await play([admitted, ...known, denied('pg_stat_activity'), denied('pg_stat_database')], false);
  expect(seen.facts).toEqual({ user: 'mlflow', tls: false, version: '15.4', role: 'primary' });
});

test('a server that does not show who is connected counts them all the same', async () => {
  const { seen } = await play([admitted, ...known, denied('pg_stat_activity'), answer('7', '100')], false);
  expect(seen).not.toHaveProperty('failure');
  expect(seen.facts).toMatchObject({ connectionsUsed: 7, connectionsMost: 100, connectionsPercent: 7 });
});
