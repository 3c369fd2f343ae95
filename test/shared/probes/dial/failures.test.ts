import { expect, test } from 'vitest';
import { dial } from '../../../../shared/probes/dial/dial.ts';
import { connectFailure } from '../../../../shared/probes/dial/failures.ts';
import { Stopwatch } from '../../../../shared/probes/dial/stopwatch.ts';
import { startNameServer } from '../../../fixtures/name-server.ts';
import { closedPort } from '../../../fixtures/tcp-server.ts';

const host = 'a.example.com';

test.each<[string, true | undefined, string]>([
  ['ENETUNREACH', true, 'network'], ['ENETDOWN', true, 'network'], ['EACCES', true, 'network'], ['EPERM', true, 'network'],
  ['EADDRNOTAVAIL', true, 'network'], ['EMFILE', true, 'checker-error'], ['ENOBUFS', undefined, 'checker-error'],
  ['EHOSTUNREACH', true, 'connect-unreachable'], ['ENETUNREACH', undefined, 'connect-unreachable'], ['EACCES', undefined, 'connect-unreachable'],
])('%s, at once %s, is %s: what this machine says of itself is no failure of the target', (code, atOnce, reason) => {
  const error = Object.assign(new Error(code), { code });
  expect(connectFailure('connect', '192.0.2.1:9', { error, ...(atOnce && { atOnce }) })).toMatchObject({ reason, phase: 'connect' });
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
