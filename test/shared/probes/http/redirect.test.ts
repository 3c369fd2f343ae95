import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { http } from '../../../../shared/probes/http.ts';
import { network, serve, serveSecurely } from '../../../fixtures/http-server.ts';
import { addsUp, probe } from '../../../fixtures/probing.ts';

const credential = () => Promise.resolve('made up');
const bodyOf = async (message: IncomingMessage) => (await message.toArray() as Buffer[]).join('');

test('a redirect is an answer like any other, unless it is to be followed', async () => {
  await using server = await serve((_, response) => { response.writeHead(302, { location: '/b' }).end(); });
  const seen = await probe(http, { url: `http://${server.address}/a` });
  expect(seen).toMatchObject({ response: { status: 302, redirects: [] } });
  expect(seen.failure).toBeUndefined();
});

test('a redirect is followed as often as described; the phases of all hops add up', async () => {
  await using server = await serve(({ url }, response) => {
    if (url === '/c') response.end('there');
    else response.writeHead(301, { location: url === '/a' ? 'b' : '/c' }).end();
  });
  const base = `http://${server.address}`;
  const seen = await probe(http, { url: `${base}/a`, follow: 2 });
  expect(seen.response).toMatchObject({ status: 200, url: `${base}/c`, redirects: [`${base}/a`, `${base}/b`] });
  expect(seen.request?.url).toBe(`${base}/c`);
  expect(addsUp(seen)).toBe(true);
  expect(await probe(http, { url: `${base}/a`, follow: 1 }))
    .toMatchObject({ failure: { reason: 'redirect-loop' }, response: { status: 301, url: `${base}/b`, redirects: [`${base}/a`] } });
});

test.each<[number, string, string, string]>([
  [301, 'POST', 'GET', ''], [302, 'POST', 'GET', ''], [303, 'PUT', 'GET', ''], [303, 'HEAD', 'HEAD', ''], [307, 'POST', 'POST', 'x'], [308, 'PUT', 'PUT', 'x'],
])('a redirect with %d turns a %s into a %s', async (status, method, then, body) => {
  const seen: string[][] = [];
  await using server = await serve((request, response) => {
    void bodyOf(request).then((text) => {
      if (request.url === '/a') response.writeHead(status, { location: '/b' });
      else seen.push([request.method ?? '', text]);
      response.end();
    });
  });
  await probe(http, { url: `http://${server.address}/a`, method, follow: 1, ...(method === 'HEAD' ? {} : { body: 'x' }) });
  expect(seen).toEqual([[then, body]]);
});

test('a redirect to another origin does not carry a key there', async () => {
  const reached: string[] = [];
  await using other = await serve((_, response) => { reached.push('other'); response.end(); });
  await using server = await serve((_, response) => { response.writeHead(307, { location: `http://${other.address}/` }).end(); });
  const url = `http://${server.address}/`;
  const unsafe = { failure: { reason: 'redirect-unsafe' }, response: { status: 307 } };
  expect(await probe(http, { url, follow: 3, auth: { credential: 'key' } }, { credential })).toMatchObject(unsafe);
  expect(await probe(http, { url, follow: 3, headers: { Authorization: 'Bearer x' } })).toMatchObject(unsafe);
  expect(reached).toEqual([]);
  expect(await probe(http, { url, follow: 3, headers: { Host: 'a.example.com' } })).toMatchObject({ response: { status: 200 } });
});

test.each<[string, 'bearer' | 'basic' | 'x-api-key', (key: string) => string]>([
  ['as it is', 'bearer', (key) => key], ['escaped', 'bearer', encodeURIComponent],
  ['escaped twice', 'bearer', (key) => encodeURIComponent(encodeURIComponent(key))],
  ['every byte escaped', 'x-api-key', (key) => Array.from(Buffer.from(key), (byte) => `%${byte.toString(16)}`).join('')],
  ['as it is', 'basic', encodeURIComponent], ['in base64', 'basic', (key) => Buffer.from(key).toString('base64')],
  ['in escaped base64', 'basic', (key) => encodeURIComponent(Buffer.from(key).toString('base64'))],
])('a redirect does not carry a key into an address: %s, %s', async (_, as, written) => {
  const key = `who:${['é', 'made', 'up?'].join('/')}`;
  const asked: string[] = [];
  await using server = await serve(({ url = '' }, response) => {
    asked.push(url);
    response.writeHead(302, { location: `/x?key=${written(key)}` }).end();
  });
  const described = { url: `http://${server.address}/`, follow: 3, auth: { credential: 'key', as } };
  const failure = { reason: 'redirect-unsafe', detail: 'The redirect would carry the key in its address.' };
  expect(await probe(http, described, { credential: () => Promise.resolve(key) })).toMatchObject({ failure, response: { status: 302 } });
  expect(asked).toEqual(['/']);
});

test('a redirect from HTTPS to HTTP does not carry a key there', async () => {
  await using server = await serveSecurely(({ headers }, response) => { response.writeHead(302, { location: `http://${headers.host ?? ''}/` }).end(); });
  expect(await probe(http, { url: `https://localhost:${server.port}/`, follow: 1, auth: { credential: 'key' } }, { credential, network }))
    .toMatchObject({ failure: { reason: 'redirect-unsafe' } });
});

test.each(['ftp://example.com/', 'http://', 'javascript:alert(1)'])('a redirect to %s is malformed', async (location) => {
  await using server = await serve((_, response) => { response.writeHead(302, { location }).end(); });
  expect(await probe(http, { url: `http://${server.address}/`, follow: 1 })).toMatchObject({ failure: { reason: 'malformed' } });
});
