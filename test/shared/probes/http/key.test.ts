import { expect, test } from 'vitest';
import { CredentialError } from '../../../../shared/checks/credential-error.ts';
import { http } from '../../../../shared/probes/http.ts';
import { selfSigned } from '../../../fixtures/certificates.ts';
import { network, serve, serveSecurely } from '../../../fixtures/http-server.ts';
import { probe } from '../../../fixtures/probing.ts';
import { closedPort } from '../../../fixtures/tcp-server.ts';

/** Made at run time: no key stands in a file. */
const secret = ['fake', Math.random().toString(36).slice(2)].join('-');
const credential = () => Promise.resolve(secret);

test.each<[string, string, string]>([
  ['bearer', 'authorization', `Bearer ${secret}`], ['x-api-key', 'x-api-key', secret],
  ['basic', 'authorization', `Basic ${Buffer.from(secret).toString('base64')}`],
])('a key as %s is sent in its header and shown nowhere', async (as, header, value) => {
  const sent: unknown[] = [];
  await using server = await serveSecurely(({ headers }, response) => { sent.push(headers[header]); response.end(); });
  const seen = await probe(http, { url: `https://localhost:${server.port}/`, auth: { credential: 'key', as } }, { credential, network });
  expect(sent).toEqual([value]);
  expect(seen.request?.headers.find(([name]) => name.toLowerCase() === header)?.[1]).toMatch(/^((Bearer|Basic) )?\[redacted\]$/);
  expect(JSON.stringify(seen)).not.toContain(secret);
});

test('a key goes over no connection whose certificate is bad', async () => {
  let asked = 0;
  await using server = await serveSecurely((_, response) => { asked += 1; response.end(); }, await selfSigned());
  expect(await probe(http, { url: `https://localhost:${server.port}/`, auth: { credential: 'key' } }, { credential, network }))
    .toMatchObject({ failure: { reason: 'tls-untrusted' }, certificate: { problem: 'tls-untrusted' } });
  expect(asked).toBe(0);
});

test('a key goes unencrypted to this machine alone', async () => {
  await using server = await serve((_, response) => { response.end(); });
  expect(await probe(http, { url: `http://${server.address}/`, auth: { credential: 'key' } }, { credential })).toMatchObject({ response: { status: 200 } });
});

// 0.0.0.0 leads to this machine, too, but nobody can tell that from the address.
test('a key goes unencrypted to no address that could be another machine', async () => {
  const asked: unknown[] = [];
  await using server = await serve((request, response) => { asked.push(request.url); response.end(); });
  const seen = await probe(http, { url: `http://0.0.0.0:${server.port}/`, auth: { credential: 'key' } }, { credential });
  expect(seen).toMatchObject({ failure: { reason: 'credential', phase: 'connect' } });
  expect(seen).not.toHaveProperty('request');
  expect(asked).toEqual([]);
});

test.each<[string, () => Promise<string>, RegExp]>([
  ['cannot be read', () => Promise.reject(new CredentialError('The credential "key" is not there.')), /^The credential "key" is not there\.$/],
  ['breaks the reader', () => Promise.reject(new Error(secret)), /^The credential "key" could not be read\.$/],
  ['holds a line break', () => Promise.resolve(`${secret}\nX: y`), /^The credential "key" holds a line break/],
])('a key that %s leaves the check unknown, and nothing is asked', async (_, credential, detail) => {
  const seen = await probe(http, { url: `http://127.0.0.1:${await closedPort()}/`, auth: { credential: 'key' } }, { credential });
  expect(seen).toEqual({ phases: {}, totalMs: 0, failure: { reason: 'credential', detail: expect.stringMatching(detail) as string } });
});

test('a key that does not come in time is not waited for', async () => {
  const abort = new AbortController();
  const never = () => { abort.abort(); return new Promise<string>(() => {}); };
  const seen = await probe(http, { url: 'http://127.0.0.1:9/', auth: { credential: 'key' } }, { credential: never, signal: abort.signal });
  expect(seen.failure?.reason).toBe('credential');
});
