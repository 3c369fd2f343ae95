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
const unknown = (name: string) => `-ERR unknown command '${name}', with args beginning with: \r\n`;
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
  ['answers XRANGE with one text', [...into, '+stream\r\n', ':1\r\n', '*0\r\n', '*1\r\n+id\r\n'], 'malformed', 'body', /does not answer XRANGE/],
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
  ['sends elsewhere', [...into, '-MOVED 3999 10.0.0.9:6379\r\n'], 'undecided', 'body', /MOVED 3999 10\.0\.0\.9:6379": that node .* is the one to describe/],
  ['is about to send elsewhere', [...into, '-ASK 3999 10.0.0.9:6379\r\n'], 'undecided', 'body', /"ASK 3999 10\.0\.0\.9:6379": that node/],
  ['has lost a part of its cluster', [...into, '-CLUSTERDOWN Hash slot not served\r\n'], 'server-error', 'body', /CLUSTERDOWN/],
  ['has INFO and HELLO under other names', [ok, pong, unknown('INFO'), unknown('HELLO')], 'undecided', 'body', /unknown command 'INFO'.*not under this name/],
  ['has TYPE under another name', [...into, unknown('TYPE')], 'undecided', 'body', /unknown command 'TYPE'.*not under this name/],
  ['knows no login', [unknown('AUTH')], 'server-error', 'firstByte', /unknown command 'AUTH'/],
  ['does not let the user ask for groups', [...into, '+stream\r\n', ':5\r\n', forbidden], 'undecided', 'body', /lacks a right/],
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
  const seen = await look([ok, pong, server, '+stream\r\n', ':9\r\n', '*0\r\n', `*1\r\n*2\r\n${bulk(`${now - 90_000}-0`)}*2\r\n$900000\r\nmuch`], 'jobs');
  expect(seen).toMatchObject({ facts: { entries: 9, groups: 0, depth: 9, oldestAgeSeconds: 90 } });
  expect(seen).not.toHaveProperty('failure');
});

test('a server that has INFO under another name is asked for role and version by HELLO', async () => {
  const hello = `*4\r\n${bulk('version')}${bulk('7.2.4')}${bulk('role')}${bulk('master')}`;
  const seen = await look([ok, pong, unknown('INFO'), hello]);
  expect(seen.facts).toEqual({ role: 'master', version: '7.2.4' });
  expect(seen).not.toHaveProperty('failure');
});

const list = (...parts: readonly string[]) => `*${parts.length}\r\n${parts.join('')}`;
const nothing = '$-1\r\n';
/** As servers before 7.0 tell of a group, and the later ones with a lag, which may be nothing. */
const group = (name: string, pending: number, delivered: string, lag?: number | null) => list(
  bulk('name'), bulk(name), bulk('consumers'), ':1\r\n', bulk('pending'), `:${pending}\r\n`, bulk('last-delivered-id'), bulk(delivered),
  ...(lag === undefined ? [] : [bulk('entries-read'), nothing, bulk('lag'), lag === null ? nothing : `:${lag}\r\n`]),
);
const entry = (at: number) => `*1\r\n*2\r\n${bulk(`${at}-0`)}*2\r\n$900000\r\nmuch`;
const waits = (at: number) => list(list(bulk(`${at}-0`), bulk('consumer'), ':1\r\n', ':1\r\n'));
const old = 1_700_000_000_000;
const later = old + 60_000;
const atLater = bulk(`role:master\r\nserver_time_usec:${(later + 30_000) * 1_000}\r\n`);

/** Answers in turn to XLEN, XINFO GROUPS, XPENDING of each group with something pending, and XRANGE. */
const streams: readonly (readonly [what: string, answers: readonly string[], facts: object, reason: string | undefined])[] = [
  ['all is dealt with', [':5\r\n', list(group('a', 0, `${old}-0`, 0)), '*0\r\n'], { entries: 5, groups: 1, depth: 0 }, undefined],
  ['all is dealt with, and the server tells no lag', [':5\r\n', list(group('a', 0, `${old}-0`)), '*0\r\n'], { entries: 5, groups: 1, depth: 0 }, undefined],
  ['something is pending', [':5\r\n', list(group('a', 2, `${later}-0`, 0)), waits(old), '*0\r\n'], { entries: 5, groups: 1, depth: 2, oldestAgeSeconds: 90 }, undefined],
  ['something was given to nobody', [':5\r\n', list(group('a', 0, `${old}-0`, 3)), entry(later)], { entries: 5, groups: 1, depth: 3, oldestAgeSeconds: 30 }, undefined],
  ['one group is worse off', [':5\r\n', list(group('a', 1, `${later}-0`, 1), group('b', 0, '0-0', 5)), waits(later), entry(old)],
    { entries: 5, groups: 2, depth: 5, oldestAgeSeconds: 90 }, undefined],
  ['what was removed counts as not given', [':1\r\n', list(group('a', 0, '1-0', 7)), entry(later)], { entries: 1, groups: 1, depth: 1, oldestAgeSeconds: 30 }, undefined],
  ['everything was removed', [':0\r\n', list(group('a', 0, '1-0', 7))], { entries: 0, groups: 1, depth: 0 }, undefined],
  ['one is left that was given to nobody, and the server tells no lag', [':1\r\n', list(group('a', 0, '1-0', null)), entry(later)],
    { entries: 1, groups: 1, depth: 1, oldestAgeSeconds: 30 }, undefined],
  ['some were given to nobody, and the server tells no lag', [':5\r\n', list(group('a', 1, `${old}-0`, null)), waits(old), entry(later)],
    { entries: 5, groups: 1, oldestAgeSeconds: 90 }, 'undecided'],
  ['a group of which nothing is known cannot be the worst', [':5\r\n', list(group('a', 9, `${old}-0`, 5), group('b', 0, `${old}-0`, null)), waits(old), entry(later)],
    { entries: 5, groups: 2, depth: 14, oldestAgeSeconds: 90 }, undefined],
];
test.each(streams)('of a stream with groups in which %s', async (...[, answers, facts, reason]) => {
  const seen = await look([ok, pong, atLater, '+stream\r\n', ...answers], 'jobs');
  expect([seen.facts, seen.failure?.reason]).toEqual([{ role: 'master', ...facts }, reason]);
});
