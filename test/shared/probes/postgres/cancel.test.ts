import { createSecureContext } from 'node:tls';
import { expect, test } from 'vitest';
import { startPostgres } from '../../../../local/lab/postgres/server.ts';
import type { SessionEnd } from '../../../../local/lab/postgres/session.ts';
import { usualPostgres } from '../../../../local/lab/postgres/settings.ts';
import * as wire from '../../../../local/lab/postgres/wire.ts';
import { postgres } from '../../../../shared/probes/postgres.ts';
import { machineClock } from '../../../../shared/runner/machine-clock.ts';
import { createSessions } from '../../../../shared/runner/sessions.ts';
import { createAuthority } from '../../../fixtures/certificates.ts';
import { probe } from '../../../fixtures/probing.ts';
import { startServer } from '../../../fixtures/tcp-server.ts';

const authority = await createAuthority();
const context = createSecureContext(await authority.issue());
const password = 'made-up-password';

/** A server that is asked something and is stuck with it, and the check's time is up just then. */
const startStuck = async () => {
  const time = new AbortController();
  const { promise: ended, resolve } = Promise.withResolvers<SessionEnd>();
  const usual = { ...usualPostgres, databases: { mlflow: {} }, roles: { mlflow: { password, login: true } } };
  const stuck = Object.defineProperty({ ...usual }, 'stuck', {
    get: () => {
      time.abort();
      return true;
    },
  });
  const server = await startPostgres({ settings: () => stuck, certificate: () => context, onEnd: resolve });
  return { port: server.port, time, ended, [Symbol.asyncDispose]: server.stop };
};

test.each([['127.0.0.1', true], ['localhost', true], ['127.0.0.1', false]])('a server %s is not left busy with what was given up, encrypted: %s', async (host, tls) => {
  await using server = await startStuck();
  const sessions = createSessions(machineClock);
  const seen = await probe(postgres, { host, port: server.port, tls, database: 'mlflow', user: 'mlflow', password: 'password' }, {
    signal: server.time.signal, network: { ca: authority.cert }, credential: () => Promise.resolve(password), session: sessions.session,
  });
  expect(seen.failure).toMatchObject({ reason: 'body-timeout', phase: 'body' });
  expect(await sessions.close(machineClock.monotonic() + 60_000)).toEqual([]);
  expect(await server.ended).toBe('terminated');
});

const admitted = Buffer.concat([wire.authenticated(), wire.backendKey(Buffer.from('somebody')), wire.ready()]);

test('a server that cannot be told so delays neither the result nor the end of the run', async () => {
  const time = new AbortController();
  const heard: string[] = [];
  const { promise: asked, resolve } = Promise.withResolvers<undefined>();
  let connections = 0;
  await using server = await startServer((socket) => {
    connections += 1;
    const isSession = connections === 1;
    let messages = 0;
    socket.on('data', (bytes) => {
      messages += 1;
      if (isSession && messages === 1) socket.write(admitted);
      else if (isSession) time.abort();
      else {
        heard.push(bytes.toString('latin1'));
        resolve(undefined);
      }
    });
  });
  const sessions = createSessions(machineClock);
  const seen = await probe(postgres, { host: '127.0.0.1', port: server.port, tls: false, database: 'mlflow', user: 'mlflow' }, {
    signal: time.signal, session: sessions.session,
  });
  expect(seen.failure).toMatchObject({ reason: 'body-timeout' });
  await asked;
  expect(heard).toEqual(['\0\0\0\x10\x04\xd2\x16\x2esomebody']);
  expect(await sessions.close(machineClock.monotonic())).toEqual(['giving up queries of Postgres: there was no time left']);
});
