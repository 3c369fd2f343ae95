import { deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { http } from '../../../../shared/probes/http.ts';
import { asked, badAnswers, chunked, floods, hangs, ok, says } from '../../../fixtures/bad-answers.ts';
import type { BadAnswer, Misbehave } from '../../../fixtures/bad-answers.ts';
import { createAuthority, selfSigned } from '../../../fixtures/certificates.ts';
import { network, serveSecurely } from '../../../fixtures/http-server.ts';
import { probe } from '../../../fixtures/probing.ts';
import { closedPort, startServer } from '../../../fixtures/tcp-server.ts';

type Reason = BadAnswer['reason'];

/** Asks a server that behaves so; what was seen, and whether nothing is left open. */
const ask = async (use: Misbehave, settings: object = {}, scheme = 'http') => {
  const abort = new AbortController();
  await using server = await startServer((socket) => use(socket, () => abort.abort()));
  return await probe(http, { url: `${scheme}://localhost:${server.port}/`, ...settings }, { network, signal: abort.signal });
};

test.each(badAnswers)('a target that answers with $what is $reason', async ({ use, reason }) => {
  expect(await ask(use)).toMatchObject({ failure: { reason } });
});

const zeros = Buffer.alloc(5_000_000);
const packed = (coding: string, body: Buffer | string): Misbehave => says(Buffer.concat([
  Buffer.from(`${ok}Content-Encoding: ${coding}\r\nContent-Length: ${body.length}\r\n\r\n`), Buffer.from(body),
]));
const leads = (location: string): Misbehave => says(`HTTP/1.1 302 Found\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`);

test.each<readonly [string, Reason, Misbehave]>([
  ['a small body that unpacks to a huge one', 'too-large', packed('gzip', gzipSync(zeros))],
  ['the same, packed otherwise', 'too-large', packed('deflate', deflateSync(zeros))],
  ['a body that is not packed as it says', 'malformed', packed('gzip', '{}')],
  ['half a packed body', 'malformed', packed('gzip', gzipSync(zeros).subarray(0, 100))],
  ['a coding that nobody offered', 'malformed', packed('zstd', '{}')],
  ['a body longer than its length', 'malformed', says(`${ok}Content-Length: 2\r\n\r\n{}{}`)],
  ['a body where its length is 0', 'malformed', says(`${ok}Content-Length: 0\r\n\r\n{}`)],
  ['more after the last chunk', 'malformed', says(`${chunked}2\r\n{}\r\n0\r\n\r\n{}`)],
  ['interim answers without end', 'too-large', floods('', 'HTTP/1.1 100 Continue\r\n\r\n')],
  ['an interim answer and no other', 'closed-early', says('HTTP/1.1 100 Continue\r\n\r\n')],
  ['an interim answer and no other, and stays open', 'header-timeout', hangs('HTTP/1.1 103 Early Hints\r\n\r\n')],
  ['a chunk extension without end', 'too-large', floods(`${chunked}2;`, 'a'.repeat(1_000))],
  ['3000 headers', 'too-large', says(`${ok}${'X-A: 1\r\n'.repeat(3_000)}Content-Length: 2\r\n\r\n{}`)],
  ['a redirect to itself', 'redirect-loop', leads('/')],
  ['a redirect to no web address', 'malformed', leads('ftp://example.com/')],
  ['an alert of TLS, asked without', 'malformed', says(Buffer.from('15030300020228', 'hex'))],
])('a target that answers with %s is %s', async (_, reason, use) => {
  expect(await ask(use, { follow: 3 })).toMatchObject({ failure: { reason } });
});

test.each<readonly [string, Reason, Misbehave]>([
  ['speaks without TLS', 'tls-handshake', asked((socket) => socket.end(`${ok}Content-Length: 2\r\n\r\n{}`))],
  ['closes at its beginning', 'tls-handshake', asked((socket) => socket.end())],
  ['answers with an alert', 'tls-handshake', asked((socket) => socket.end(Buffer.from('15030300020228', 'hex')))],
  ['says nothing', 'tls-timeout', hangs('')],
])('a target that %s where TLS is due is %s', async (_, reason, use) => {
  expect(await ask(use, {}, 'https')).toMatchObject({ failure: { reason } });
});

const day = 86_400_000;
const from = (days: number) => new Date(Date.now() + days * day);

test.each<readonly [string, Reason, () => Promise<Parameters<typeof serveSecurely>[1]>]>([
  ['of an authority that nobody described', 'tls-untrusted', async () => (await createAuthority()).issue()],
  ['that vouches for itself', 'tls-untrusted', () => selfSigned()],
])('a certificate %s is %s', async (_, reason, certified) => {
  await using server = await serveSecurely((_, response) => { response.end(); }, await certified());
  expect(await probe(http, { url: `https://localhost:${server.port}/` }, { network })).toMatchObject({ failure: { reason, phase: 'tls' } });
});

test.each<readonly [string, Reason, object]>([
  ['that has expired', 'tls-expired', { from: from(-9), to: from(-1) }],
  ['that is not valid yet', 'tls-not-yet-valid', { from: from(1), to: from(9) }],
  ['for another name', 'tls-name-mismatch', { names: ['other.example.com'] }],
])('a certificate %s is %s', async (_, reason, wanted) => {
  const authority = await createAuthority();
  await using server = await serveSecurely((_, response) => { response.end(); }, await authority.issue(wanted));
  const trusting = { network: { ca: authority.cert } };
  expect(await probe(http, { url: `https://localhost:${server.port}/` }, trusting)).toMatchObject({ failure: { reason, phase: 'tls' } });
});

test('a target that does not take the request is request-timeout, and one that is not there connect-refused', async () => {
  const settings = { method: 'PUT', body: 'x'.repeat(16 * 1_048_576) };
  const seen = await ask(asked((socket, giveUp) => { socket.pause(); giveUp(); }), settings);
  expect(seen).toMatchObject({ failure: { reason: 'request-timeout' } });
  expect(await probe(http, { url: `http://127.0.0.1:${await closedPort()}/` })).toMatchObject({ failure: { reason: 'connect-refused' } });
});
