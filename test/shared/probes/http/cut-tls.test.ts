import { get } from 'node:https';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { expect, test } from 'vitest';
import { http } from '../../../../shared/probes/http.ts';
import { createAuthority } from '../../../fixtures/certificates.ts';
import { probe } from '../../../fixtures/probing.ts';
import { startServer } from '../../../fixtures/tcp-server.ts';

const authority = await createAuthority();
const secureContext = createSecureContext(await authority.issue());

/** Answers over TLS and ends TCP without a word of TLS about it. */
const cut = (answer: string) => (socket: Socket): void => {
  const secured = new TLSSocket(socket, { isServer: true, secureContext }).on('error', () => {});
  secured.once('data', () => secured.write(answer, () => socket.end()));
};
const asNodeReads = (port: number) => new Promise<string>((settle, fail) => {
  get({ host: '127.0.0.1', port, ca: authority.cert, agent: false }, (answer) => {
    answer.toArray().then((parts: Buffer[]) => settle(Buffer.concat(parts).toString()), fail);
  }).on('error', fail);
});

test('a body that ends with the connection is read as node:https reads it, which does not tell whether TLS ended, too', async () => {
  await using server = await startServer(cut('HTTP/1.1 200 OK\r\n\r\nhalf of'), createServer());
  const seen = await probe(http, { url: `https://127.0.0.1:${server.port}/` }, { network: { ca: authority.cert } });
  expect(seen.failure).toBeUndefined();
  expect(seen.response?.body.toString()).toBe('half of');
  expect(await asNodeReads(server.port)).toBe('half of');
});

test('a body of known length that is cut is not complete', async () => {
  await using server = await startServer(cut('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf of'), createServer());
  expect(await probe(http, { url: `https://127.0.0.1:${server.port}/` }, { network: { ca: authority.cert } }))
    .toMatchObject({ failure: { reason: 'closed-early', phase: 'body' } });
});
