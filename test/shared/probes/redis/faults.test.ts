import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { redis } from '../../../../shared/probes/redis.ts';
import { addsUp, probe } from '../../../fixtures/probing.ts';
import { startServer } from '../../../fixtures/tcp-server.ts';

/** What is said to each thing that the client says, in turn; or what is done then. */
type Turn = string | ((socket: Socket) => void);

const startFaulty = (turns: readonly Turn[]) => startServer((socket) => {
  const left = [...turns];
  socket.on('data', () => {
    const turn = left.shift();
    if (typeof turn === 'function') turn(socket);
    else if (turn !== undefined) socket.write(turn);
  });
});

const look = async (turns: readonly Turn[], key?: string, signal = new AbortController().signal) => {
  await using server = await startFaulty(turns);
  const described = { host: '127.0.0.1', port: server.port, credential: 'cache', ...(key === undefined ? {} : { key }) };
  return await probe(redis, described, { credential: () => Promise.resolve('the-password'), signal });
};

const ok = '+OK\r\n';
const pong = '+PONG\r\n';
const bulk = (text: string) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
const info = bulk('# Replication\r\nrole:master\r\nredis_version:7.2.4\r\n');
const forbidden = "-NOPERM User app has no permissions to run the 'info' command\r\n";
const into: readonly Turn[] = [ok, pong, info];
const end: Turn = (socket) => { socket.end(); };
const reset: Turn = (socket) => { socket.resetAndDestroy(); };
const saying = (text: string): Turn => (socket) => { socket.end(text); };
const endless: Turn = (socket) => { socket.write(`+${'x'.repeat(1_100_000)}`); };

test.each<[string, readonly Turn[], string, string, RegExp]>([
  ['speaks HTTP', ['HTTP/1.1 400 Bad Request\r\n\r\n'], 'malformed', 'firstByte', /does not speak the Redis protocol/],
  ['sends bytes that mean nothing', ['\0\u0001\u0002\r\n'], 'malformed', 'firstByte', /does not speak the Redis protocol/],
  ['counts with letters', ['$five\r\nabcde\r\n'], 'malformed', 'firstByte', /does not speak the Redis protocol/],
  ['has a length below zero', ['$-7\r\n'], 'malformed', 'firstByte', /does not speak the Redis protocol/],
  ['has a text that is longer than it says', [ok, pong, '$3\r\nrole:master\r\n'], 'malformed', 'body', /does not speak the Redis protocol/],
  ['announces a text without end', [ok, pong, '$99999999999\r\n'], 'malformed', 'body', /does not speak the Redis protocol/],
  ['counts without end', [`:${'9'.repeat(500)}`], 'malformed', 'firstByte', /does not speak the Redis protocol/],
  ['never ends', [endless], 'too-large', 'firstByte', /more than the 1048576 bytes/],
  ['answers AUTH with a number', [':1\r\n'], 'malformed', 'firstByte', /does not answer AUTH as it should/],
  ['answers PING with something else', [ok, '+PING\r\n'], 'malformed', 'firstByte', /does not answer PING with PONG/],
  ['answers INFO with a list', [ok, pong, '*0\r\n'], 'malformed', 'body', /does not answer INFO as it should/],
  ['answers LLEN with a text', [...into, '+list\r\n', '+many\r\n'], 'malformed', 'body', /does not answer LLEN as it should/],
  ['answers XRANGE with one text', [...into, '+stream\r\n', ':1\r\n', '*1\r\n+id\r\n'], 'malformed', 'body', /does not answer XRANGE/],
  ['hangs up at once', [end], 'closed-early', 'firstByte', /closed the connection/],
  ['breaks off', [ok, reset], 'closed-early', 'firstByte', /broke the connection off/],
  ['hangs up in the middle of a text', [ok, pong, saying('$500\r\nrole')], 'closed-early', 'body', /closed the connection/],
  ['still knows old words for a wrong password', ['-ERR invalid password\r\n'], 'login-refused', 'firstByte', /invalid password/],
  ['asks for none in old words', ['-ERR Client sent AUTH, but no password is set\r\n'], 'login-refused', 'firstByte', /it has none/],
  ['is protected', ['-DENIED Redis is running in protected mode\r\n'], 'login-refused', 'firstByte', /on its own machine/],
  ['lost its master', [ok, pong, '-MASTERDOWN Link with MASTER is down\r\n'], 'not-ready', 'body', /MASTERDOWN/],
  ['does not let the user ask', [ok, pong, forbidden, forbidden], 'undecided', 'body', /lacks a right/],
  ['knows no other way to ask', [ok, pong, forbidden, "-ERR unknown command 'HELLO'\r\n"], 'undecided', 'body', /'info' command.*lacks a right/],
  ['falls silent in the other way', [ok, pong, forbidden, saying('*14\r\n+role\r\n')], 'closed-early', 'body', /closed the connection/],
  ['sends elsewhere', [...into, '-MOVED 3999 10.0.0.9:6379\r\n'], 'server-error', 'body', /MOVED 3999/],
])('a server that %s', async (_, turns, reason, phase, detail) => {
  const seen = await look(turns, 'jobs');
  expect(seen.failure).toMatchObject({ reason, phase, detail: expect.stringMatching(detail) });
  expect(addsUp(seen)).toBe(true);
});

test.each<[string, readonly Turn[], string]>([
  ['before the login', [], 'header-timeout'], ['after it', [ok], 'header-timeout'], ['when it is asked', [ok, pong], 'body-timeout'],
])('a server that falls silent %s is given up when the time is up', async (_, turns, reason) => {
  const controller = new AbortController();
  expect((await look([...turns, () => controller.abort()], undefined, controller.signal)).failure).toMatchObject({ reason });
});

test('what was told before a failure stays known', async () => {
  expect((await look([...into, '-ERR oops\r\n'], 'jobs')).facts).toEqual({ role: 'master', version: '7.2.4' });
});

test('of the oldest entry nothing is waited for but its id', async () => {
  const now = Date.now();
  const server = bulk(`role:master\r\nserver_time_usec:${now * 1_000}\r\n`);
  const seen = await look([ok, pong, server, '+stream\r\n', ':9\r\n', `*1\r\n*2\r\n${bulk(`${now - 90_000}-0`)}*2\r\n$900000\r\nmuch`], 'jobs');
  expect(seen).toMatchObject({ facts: { depth: 9, oldestAgeSeconds: 90 } });
  expect(seen).not.toHaveProperty('failure');
});
