import { expect, test } from 'vitest';
import { orInHostsFile, resolveHere } from '../../../../shared/probes/dial/resolve-here.ts';
import type { Unresolved } from '../../../../shared/probes/dial/unresolved.ts';

const { signal } = new AbortController();
const failed = (reason: Unresolved['reason']): Unresolved => ({ ok: false, reason, detail: 'what DNS said' });

test.each<Unresolved['reason']>(['dns-not-found', 'dns-no-data', 'resolver', 'network'])('after %s the hosts file has a say', async (reason) => {
  const found = await orInHostsFile(failed(reason), 'localhost', 'address', signal);
  expect(found).toMatchObject({ ok: true, server: 'the hosts file', values: expect.arrayContaining(['127.0.0.1']) as unknown });
});

test('the hosts file is asked for the family that is looked up', async () => {
  expect(await orInHostsFile(failed('dns-not-found'), 'localhost', 'A', signal)).toMatchObject({ values: ['127.0.0.1'] });
  const v6 = await orInHostsFile(failed('dns-not-found'), 'localhost', 'AAAA', signal);
  expect(v6.ok ? v6.values : ['::1']).toEqual(['::1']);
});

test.each<[Unresolved['reason'], 'address' | 'TXT', string]>([
  ['dns-server-failure', 'address', 'localhost'], ['dns-refused', 'address', 'localhost'], ['dns-timeout', 'address', 'localhost'],
  ['dns-not-found', 'TXT', 'localhost'], ['dns-not-found', 'address', 'does-not-exist.invalid'],
])('after %s of %s for %s what DNS said stands', async (reason, type, name) => {
  expect(await orInHostsFile(failed(reason), name, type, signal)).toEqual(failed(reason));
});

test('the hosts file is not waited for after the abort', async () => {
  expect(await orInHostsFile(failed('dns-not-found'), 'localhost', 'address', AbortSignal.abort())).toEqual(failed('dns-not-found'));
});

test('a name that nobody knows does not resolve', async () => {
  expect(await resolveHere('does-not-exist.invalid', 'address', signal)).toMatchObject({ ok: false });
});
