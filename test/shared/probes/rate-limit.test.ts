import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { expect, test, vi } from 'vitest';
import { rateLimit } from '../../../shared/probes/rate-limit.ts';
import { serve } from '../../fixtures/http-server.ts';
import { addsUp, probe, settingsFault, targetOf } from '../../fixtures/probing.ts';

const json = { 'content-type': 'application/json', 'server': 'uvicorn' };

/** What such a probe sees of a server that answers its requests, numbered from 1, like this. */
const asked = async (answer: (request: number, response: ServerResponse) => void, requests = 3) => {
  let count = 0;
  const connections = new Set<unknown>();
  await using server = await serve((request, response) => {
    connections.add(request.socket);
    answer(count += 1, response);
  });
  const seen = await probe(rateLimit, { url: `http://${server.address}/validate?x=1`, method: 'POST', requests });
  return { seen, count, connections: connections.size };
};
const failures = async (answer: (request: number, response: ServerResponse) => void) =>
  (await asked(answer)).seen.steps?.map(({ failed }) => failed ?? 'well');

test('asks so often, over one connection, and tells each step', async () => {
  const { seen, count, connections } = await asked((_, response) => response.writeHead(200, json).end('{"valid":true}'));
  expect([count, connections]).toEqual([3, 1]);
  expect(seen.steps?.map(({ name, request, status, answeredBy }) => [name, request, status, answeredBy])).toEqual([
    ['request 1', 'POST /validate', 200, 'application'], ['request 2', 'POST /validate', 200, 'application'], ['request 3', 'POST /validate', 200, 'application'],
  ]);
  expect(seen.facts).toEqual({ answered: 3, limited: 0 });
  expect(addsUp(seen)).toBe(true);
});

test('begins every run with a new connection', async () => {
  const connections: unknown[] = [];
  await using server = await serve((request, response) => {
    connections.push(request.socket);
    response.writeHead(200, json).end('{}');
  });
  const settings = { url: `http://${server.address}/validate`, requests: 2 };
  await probe(rateLimit, settings);
  await probe(rateLimit, settings);
  expect(connections.map((one) => connections.indexOf(one))).toEqual([0, 0, 2, 2]);
  await vi.waitFor(() => expect(connections.every((one) => (one as Socket).destroyed)).toBe(true));
});

test('a key that is refused is answered all the same', async () => {
  expect(await failures((_, response) => response.writeHead(401, json).end('{"detail":"Invalid API key"}'))).toEqual(['well', 'well', 'well']);
});

const insane = 'limited without a Retry-After of at most an hour';
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000);

test.each([
  ['seconds', () => '30', 'well'],
  ['a date', () => inSeconds(60).toUTCString(), 'well'],
  ['now', () => inSeconds(0).toUTCString(), 'well'],
  ['a date of another kind', () => inSeconds(60).toISOString(), insane],
  ['too long', () => '86400', insane],
  ['a word', () => 'soon', insane],
  ['a time gone by', () => inSeconds(-60).toUTCString(), insane],
])('a limit whose Retry-After is %s', async (_, retryAfter, said) => {
  const answer = (request: number, response: ServerResponse) => (request < 2
    ? response.writeHead(200, json).end('{}') : response.writeHead(429, { ...json, 'retry-after': retryAfter() }).end('{}'));
  expect(await failures(answer)).toEqual(['well', said, said]);
});

test('a limit without Retry-After is told, and how many were limited', async () => {
  const { seen } = await asked((_, response) => response.writeHead(429, json).end('{}'), 2);
  expect([seen.steps?.[0]?.failed, seen.facts]).toEqual(['limited without a Retry-After of at most an hour', { answered: 2, limited: 2 }]);
});

test('an answer of the load balancer is none of the application', async () => {
  const page = '<html>\r\n<head><title>503 Service Temporarily Unavailable</title></head>\r\n</html>';
  expect(await failures((_, response) => response.writeHead(503, { server: 'awselb/2.0', 'content-type': 'text/html' }).end(page)))
    .toEqual(Array(3).fill('not answered by the application'));
});

test('a page of nobody in particular is none of the application, JSON is', async () => {
  expect(await failures((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Soon back.</p>')))
    .toEqual(Array(3).fill('not answered by the application'));
  expect(await failures((_, response) => response.writeHead(200, { 'content-type': 'text/plain' }).end('{"valid":true}')))
    .toEqual(Array(3).fill('well'));
});

test('who answers the first and then no more has not answered every one', async () => {
  const time = new AbortController();
  let count = 0;
  await using server = await serve((_, response) => {
    count += 1;
    if (count === 1) response.writeHead(200, json).end('{}');
    else time.abort();
  });
  const seen = await probe(rateLimit, { url: `http://${server.address}/validate` }, { signal: time.signal });
  expect([seen.failure?.reason, seen.steps?.length, seen.facts]).toEqual(['header-timeout', 1, { answered: 1, limited: 0 }]);
});

test('who answers nothing in time has not answered', async () => {
  const time = new AbortController();
  await using server = await serve(() => time.abort());
  const seen = await probe(rateLimit, { url: `http://${server.address}/validate` }, { signal: time.signal });
  expect([seen.failure?.reason, seen.steps]).toEqual(['header-timeout', []]);
});

test.each([500, 404, 302])('%i is neither an answer nor a limit', async (status) => {
  expect(await failures((_, response) => response.writeHead(status, json).end('{}'))).toEqual(Array(3).fill('neither answered nor limited'));
});

test('a connection that breaks ends it, with the reason and the steps made', async () => {
  const { seen, count } = await asked((request, response) => (request === 1 ? response.writeHead(200, json).end('{}') : response.socket?.destroy()), 5);
  expect([seen.failure?.reason, seen.steps?.length, count]).toEqual(['closed-early', 1, 2]);
});

test('is a target of so many requests', () => {
  expect(targetOf(rateLimit, { url: 'https://auth.example.com/a' })).toEqual({ label: '5 x GET https://auth.example.com/a', host: 'auth.example.com:443', requests: 5 });
  expect(settingsFault(rateLimit, { url: 'https://auth.example.com/a', requests: 1_000 })).toBeTypeOf('string');
});
