import { expect, test } from 'vitest';
import { startPostgres } from '../../../local/lab/postgres/server.ts';
import { usualPostgres } from '../../../local/lab/postgres/settings.ts';
import { startRedis } from '../../../local/lab/redis/server.ts';
import { usualRedis } from '../../../local/lab/redis/settings.ts';
import { credentialReader } from '../../../shared/aws/credentials.ts';
import { amqp } from '../../../shared/probes/amqp.ts';
import { http } from '../../../shared/probes/http.ts';
import { postgres } from '../../../shared/probes/postgres.ts';
import { redis } from '../../../shared/probes/redis.ts';
import { startBroker, welcoming } from '../../fixtures/amqp-broker.ts';
import { serve } from '../../fixtures/http-server.ts';
import { probe } from '../../fixtures/probing.ts';

/** As whoever wrote the secret with an `echo` left it. */
const reading = (value: string) => ({ credential: credentialReader({ key: { from: 'env', name: 'KEY' } }, { KEY: value }).read });

const spaced = 'open sesame\n';
const cases = [
  ['a password that ends in a line break', spaced, spaced, undefined],
  ['a password without the line break of the secret', 'open sesame', spaced, 'login-refused'],
  ['a password with a line break that the secret lacks', spaced, 'open sesame', 'login-refused'],
] as const;

test.each(cases)('Postgres with %s', async (_, password, value, reason) => {
  const settings = { ...usualPostgres, databases: { mlflow: {} }, roles: { mlflow: { password, login: true } } };
  const server = await startPostgres({ settings: () => settings });
  const described = { host: '127.0.0.1', port: server.port, tls: false, database: 'mlflow', user: 'mlflow', password: 'key' };
  const seen = await probe(postgres, described, reading(value));
  await server.stop();
  expect(seen.failure?.reason).toBe(reason);
});

test.each(cases)('Redis with %s', async (_, password, value, reason) => {
  const server = await startRedis({ settings: () => ({ ...usualRedis, users: { default: password } }) });
  const seen = await probe(redis, { host: '127.0.0.1', port: server.port, credential: 'key' }, reading(value));
  await server.stop();
  expect(seen.failure?.reason).toBe(reason);
});

test('a broker is sent the password as it is', async () => {
  await using broker = await startBroker(welcoming);
  await probe(amqp, { host: '127.0.0.1', port: broker.port, credential: 'key' }, reading(`app:${spaced}`));
  expect(broker.said().includes(`\0app\0${spaced}`)).toBe(true);
});

test.each([
  ['bearer', 'authorization', 'Bearer open sesame'], ['x-api-key', 'x-api-key', 'open sesame'],
  ['basic', 'authorization', `Basic ${Buffer.from('open sesame').toString('base64')}`],
])('a header as %s is sent without white space around the key', async (as, header, value) => {
  const sent: unknown[] = [];
  await using server = await serve(({ headers }, response) => { sent.push(headers[header]); response.end(); });
  const auth = { credential: 'key', as, format: '^open sesame$' };
  await probe(http, { url: `http://${server.address}/`, auth }, reading(` ${spaced}`));
  expect(sent).toEqual([value]);
});
