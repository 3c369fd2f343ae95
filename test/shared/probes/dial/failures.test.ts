import { expect, test } from 'vitest';
import { dial } from '../../../../shared/probes/dial/dial.ts';
import { connectFailure } from '../../../../shared/probes/dial/failures.ts';
import { hasWay } from '../../../../shared/probes/dial/own-fault.ts';
import { Stopwatch } from '../../../../shared/probes/dial/stopwatch.ts';
import { startNameServer } from '../../../fixtures/name-server.ts';
import { closedPort } from '../../../fixtures/tcp-server.ts';

const host = 'a.example.com';

test.each<[string, boolean, string]>([
  ['ENETUNREACH', false, 'network'], ['ENETDOWN', false, 'network'], ['EACCES', false, 'network'], ['EPERM', false, 'network'],
  ['EADDRNOTAVAIL', false, 'network'], ['EMFILE', false, 'checker-error'], ['ENOBUFS', true, 'checker-error'],
  ['EHOSTUNREACH', false, 'connect-unreachable'], ['ENETUNREACH', true, 'connect-unreachable'], ['EACCES', true, 'connect-unreachable'],
])('%s, a way there %j, is %s: what this machine says of itself is no failure of the target', (code, way, reason) => {
  const error = Object.assign(new Error(code), { code });
  expect(connectFailure('connect', '192.0.2.1:9', error, way)).toMatchObject({ reason, phase: 'connect' });
});

test.each<[string, string, boolean]>([
  ['127.0.0.1', 'ENETUNREACH', true], ['127.0.0.1', 'EACCES', true], ['255.255.255.255', 'ENETUNREACH', false], ['127.0.0.1', 'ENETDOWN', false],
])('whether there is a way to %s after %s is asked of this machine: %j', async (address, code, way) => {
  expect(await hasWay(address, 9, code)).toBe(way);
});

test.each([
  ['127.0.0.1', '255.255.255.255'], ['255.255.255.255', '127.0.0.1'],
])('a refusal counts also where there is no way to another address: %s, %s', async (...ips) => {
  const port = await closedPort();
  await using server = await startNameServer(() => ({ answers: ips.map((data) => ({ type: 'A' as const, name: host, ttl: 1, data })) }));
  const { signal } = new AbortController();
  const dialled = await dial({ host, port }, { network: { resolver: server.server }, signal, stopwatch: new Stopwatch() });
  const failure = { reason: 'connect-refused', phase: 'connect', detail: `No connection to 127.0.0.1:${port}: ECONNREFUSED.` };
  expect(dialled).toMatchObject({ ok: false, observation: { address: `127.0.0.1:${port}`, failure } });
});
