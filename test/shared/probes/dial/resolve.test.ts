import type { Answer } from 'dns-packet';
import { describe, expect, test } from 'vitest';
import { addressesOf, recordTypes, resolve } from '../../../../shared/probes/dial/resolve.ts';
import { nobody, startNameServer } from '../../../fixtures/name-server.ts';
import type { Rcode } from '../../../fixtures/name-server.ts';

const { signal } = new AbortController();
const name = 'a.example.com';
const records: Readonly<Record<string, readonly Answer[]>> = {
  A: [{ type: 'A', name, ttl: 60, data: '192.0.2.1' }, { type: 'A', name, ttl: 30, data: '192.0.2.2' }],
  AAAA: [{ type: 'AAAA', name, ttl: 60, data: '2001:db8::1' }],
  CNAME: [{ type: 'CNAME', name, data: 'b.example.com' }],
  MX: [{ type: 'MX', name, data: { preference: 10, exchange: 'mail.example.com' } }],
  NS: [{ type: 'NS', name, data: 'ns.example.com' }],
  PTR: [{ type: 'PTR', name, data: 'c.example.com' }],
  SRV: [{ type: 'SRV', name, data: { priority: 1, weight: 2, port: 80, target: 'd.example.com' } }],
  TXT: [{ type: 'TXT', name, data: ['one ', 'text'] }],
};
const values: Readonly<Record<string, readonly string[]>> = {
  A: ['192.0.2.1', '192.0.2.2'], AAAA: ['2001:db8::1'], CNAME: ['b.example.com'], MX: ['10 mail.example.com'], NS: ['ns.example.com'],
  PTR: ['c.example.com'], SRV: ['1 2 80 d.example.com'], TXT: ['one text'],
};

describe('a described name server', () => {
  test.each(recordTypes.filter((type) => type !== 'address'))('gives %s records in their text form', async (type) => {
    await using dns = await startNameServer((question) => ({ answers: records[question.type] ?? [] }));
    const found = await resolve(name, type, { server: dns.server, signal });
    expect(found).toMatchObject({ ok: true, values: values[type] });
    expect(dns.asked).toEqual([`${type} ${name}`]);
  });

  test('gives the smallest time to live of its addresses', async () => {
    await using dns = await startNameServer(() => ({ answers: records['A'] ?? [] }));
    expect(await resolve(name, 'A', { server: dns.server, signal })).toMatchObject({ ttl: 30 });
  });

  test.each<[Rcode, string]>([
    ['NXDOMAIN', 'dns-not-found'], ['NOERROR', 'dns-no-data'], ['SERVFAIL', 'dns-server-failure'], ['REFUSED', 'dns-refused'],
  ])('that answers %s without records fails as %s', async (rcode, reason) => {
    await using dns = await startNameServer(() => ({ rcode }));
    expect(await resolve(name, 'A', { server: dns.server, signal })).toMatchObject({ ok: false, reason });
  });

  test('that is not there is nobody\'s fault but the checker\'s', async () => {
    const server = await nobody();
    const detail = `Nothing answers at the name server ${server}, asked for ${name}: ECONNREFUSED`;
    expect(await resolve(name, 'A', { server, signal })).toEqual({ ok: false, reason: 'resolver', detail });
    expect(await addressesOf(name, { server, signal })).toEqual({ ok: false, reason: 'resolver', detail });
  });

  test('is asked each time anew', async () => {
    await using dns = await startNameServer(() => ({ answers: records['A'] ?? [] }));
    await resolve(name, 'A', { server: dns.server, signal });
    await resolve(name, 'A', { server: dns.server, signal });
    expect(dns.asked).toHaveLength(2);
  });

  test('that is silent is given up at the abort, and only by whom it concerns', async () => {
    const abort = new AbortController();
    const later = Promise.withResolvers<undefined>();
    await using dns = await startNameServer(async ({ name: asked }) => {
      if (asked === 'silent.example.com') {
        abort.abort();
        return 'silence';
      }
      await later.promise;
      return { answers: [{ type: 'A', name: asked, ttl: 1, data: '192.0.2.7' }] };
    });
    const patient = resolve('slow.example.com', 'A', { server: dns.server, signal });
    expect(await resolve('silent.example.com', 'A', { server: dns.server, signal: abort.signal })).toMatchObject({ reason: 'dns-timeout' });
    later.resolve(undefined);
    expect(await patient).toMatchObject({ ok: true, values: ['192.0.2.7'] });
  });

  test('that is slow for once is waited for, however fast it usually is, and asked again without giving up the first question', async () => {
    const again = Promise.withResolvers<undefined>();
    const slow: string[] = [];
    await using dns = await startNameServer(async ({ name: asked }) => {
      if (asked === 'slow.example.com' && slow.push(asked) > 1) {
        again.resolve(undefined);
        return 'silence';
      }
      if (asked === 'slow.example.com') await again.promise;
      return { answers: [{ type: 'A', name: asked, ttl: 1, data: '192.0.2.7' }] };
    });
    for (let i = 0; i < 5; i += 1) await resolve(name, 'A', { server: dns.server, signal });
    const found = await resolve('slow.example.com', 'A', { server: dns.server, signal: AbortSignal.timeout(3_000) });
    expect(found).toMatchObject({ ok: true, values: ['192.0.2.7'] });
    expect(slow).toHaveLength(2);
  });

  test('is not asked when the time is up already', async () => {
    await using dns = await startNameServer(() => ({ answers: records['A'] ?? [] }));
    expect(await resolve(name, 'A', { server: dns.server, signal: AbortSignal.abort() })).toMatchObject({ reason: 'dns-timeout' });
    expect(dns.asked).toEqual([]);
  });
});

describe('addresses', () => {
  test('are those of IPv4 where there are any', async () => {
    await using dns = await startNameServer((question) => ({ answers: records[question.type] ?? [] }));
    expect(await addressesOf(name, { server: dns.server, signal })).toMatchObject({ values: values['A'] });
    expect(dns.asked).toEqual([`A ${name}`]);
  });

  test('are those of IPv6 where there is none of IPv4', async () => {
    await using dns = await startNameServer(({ type }) => ({ answers: type === 'AAAA' ? records[type] ?? [] : [] }));
    expect(await addressesOf(name, { server: dns.server, signal })).toMatchObject({ values: values['AAAA'] });
  });

  test('without a described server are those that the system knows', async () => {
    expect(await addressesOf('localhost', { signal })).toMatchObject({ ok: true, values: expect.arrayContaining(['127.0.0.1']) as unknown });
  });

  test('of a name that can be none are not found', async () => {
    expect(await addressesOf('does-not-exist.invalid', { signal })).toMatchObject({ ok: false });
  });

  test('are not waited for after the abort', async () => {
    expect(await addressesOf('localhost', { signal: AbortSignal.abort() })).toMatchObject({ reason: 'dns-timeout' });
  });
});
