import { describe, expect, test } from 'vitest';
import { dns } from '../../../shared/probes/dns.ts';
import { nobody, startNameServer } from '../../fixtures/name-server.ts';
import type { Reply } from '../../fixtures/name-server.ts';
import { addsUp, probe, settingsFault, targetOf } from '../../fixtures/probing.ts';

const name = 'registry.example.com';
const v6 = { type: 'AAAA', name, ttl: 9, data: '2001:db8::1' } as const;
const a = (data: string, ttl = 60) => ({ type: 'A', name, ttl, data }) as const;

describe('a look-up', () => {
  test.each<[string, Reply, readonly string[]]>([
    ['A', { answers: [a('192.0.2.1', 60), a('192.0.2.2', 30)] }, ['192.0.2.1', '192.0.2.2']],
    ['AAAA', { answers: [v6] }, ['2001:db8::1']],
    ['CNAME', { answers: [{ type: 'CNAME', name, data: 'lb.example.net' }] }, ['lb.example.net']],
    ['MX', { answers: [{ type: 'MX', name, data: { preference: 10, exchange: 'mx.example.net' } }] }, ['10 mx.example.net']],
    ['TXT', { answers: [{ type: 'TXT', name, data: ['v=spf1 ', '-all'] }] }, ['v=spf1 -all']],
    ['NS', { answers: [{ type: 'NS', name, data: 'ns.example.net' }] }, ['ns.example.net']],
    ['SRV', { answers: [{ type: 'SRV', name, data: { priority: 1, weight: 2, port: 5000, target: 'task.example.net' } }] },
      ['1 2 5000 task.example.net']],
  ])('of %s records gives them in their text form', async (type, reply, values) => {
    await using server = await startNameServer(() => reply);
    const seen = await probe(dns, { name, type, resolver: server.server });
    expect(seen.answers).toMatchObject({ name, type, values, server: server.server });
    expect(seen).toMatchObject({ address: server.server });
    expect(Object.keys(seen.phases)).toEqual(['dns']);
    expect(addsUp(seen)).toBe(true);
    expect(server.asked).toEqual([`${type} ${name}`]);
  });

  test.each<[string, Reply, Reply, readonly string[], number]>([
    ['both', { answers: [a('192.0.2.1')] }, { answers: [v6] }, ['192.0.2.1', '2001:db8::1'], 9],
    ['IPv6 only', {}, { answers: [v6] }, ['2001:db8::1'], 9],
    ['IPv4, though the server fails for IPv6', { answers: [a('192.0.2.1')] }, { rcode: 'SERVFAIL' }, ['192.0.2.1'], 60],
    ['IPv6, though the server fails for IPv4', { rcode: 'SERVFAIL' }, { answers: [v6] }, ['2001:db8::1'], 9],
  ])('for an address takes either family: %s', async (_, ipv4, ipv6, values, ttl) => {
    await using server = await startNameServer(({ type }) => (type === 'A' ? ipv4 : ipv6));
    const seen = await probe(dns, { name, resolver: server.server });
    expect(seen.answers).toMatchObject({ type: 'address', values, ttl });
    expect(server.asked.toSorted()).toEqual([`A ${name}`, `AAAA ${name}`]);
  });

  test.each<[Reply, Reply, string]>([
    [{}, {}, 'dns-no-data'], [{}, { rcode: 'SERVFAIL' }, 'dns-server-failure'], [{ rcode: 'REFUSED' }, {}, 'dns-refused'],
  ])('for an address finds none where neither family has one: %j, %j', async (ipv4, ipv6, reason) => {
    await using server = await startNameServer(({ type }) => (type === 'A' ? ipv4 : ipv6));
    expect((await probe(dns, { name, resolver: server.server })).failure).toMatchObject({ reason });
  });

  test('asks for an address by default, keeps the smallest time to live, and asks the network\'s own server', async () => {
    await using server = await startNameServer(() => ({ answers: [a('192.0.2.1', 60), a('192.0.2.2', 30)] }));
    const seen = await probe(dns, { name }, { network: { resolver: server.server } });
    expect(seen.answers).toMatchObject({ type: 'address', values: ['192.0.2.1', '192.0.2.2'], ttl: 30 });
  });

  test.each<[string, Reply, string]>([
    ['a name that does not exist', { rcode: 'NXDOMAIN' }, 'dns-not-found'],
    ['a name without such records', {}, 'dns-no-data'],
    ['a server that fails', { rcode: 'SERVFAIL' }, 'dns-server-failure'],
    ['a server that refuses', { rcode: 'REFUSED' }, 'dns-refused'],
  ])('says of %s why', async (_, reply, reason) => {
    await using server = await startNameServer(() => reply);
    const seen = await probe(dns, { name, resolver: server.server });
    expect(seen.failure).toMatchObject({ reason, phase: 'dns' });
    expect(seen.answers).toBeUndefined();
    expect(addsUp(seen)).toBe(true);
  });

  test.each(['address', 'A', 'AAAA', 'TXT', 'SRV'])('finds no %s of a name that is an alias of one without any', async (type) => {
    await using server = await startNameServer(() => ({ answers: [{ type: 'CNAME', name, data: 'gone.example.com' }] }));
    const seen = await probe(dns, { name, type, resolver: server.server });
    expect(seen.failure).toEqual({ reason: 'dns-no-data', phase: 'dns', detail: `${name} does not resolve: ENODATA` });
    expect(seen.answers).toBeUndefined();
  });

  test('fails where nothing answers at the server it names, and cannot tell where that is the network\'s own', async () => {
    const server = await nobody();
    const named = await probe(dns, { name, resolver: server });
    expect(named).toMatchObject({ address: server, failure: { reason: 'dns-unreachable', phase: 'dns' } });
    const own = await probe(dns, { name }, { network: { resolver: server } });
    expect(own).toMatchObject({ address: server, failure: { reason: 'resolver', phase: 'dns' } });
  });

  test('cannot tell where this machine has no way to the server', async () => {
    const failure = { reason: 'network', phase: 'dns', detail: expect.stringMatching(`^${name} could not be looked up: E`) as string };
    expect((await probe(dns, { name, resolver: '255.255.255.255' })).failure).toEqual(failure);
  });

  test('says that an answer is cut short where nobody gives the whole of it', async () => {
    await using server = await startNameServer(() => ({ cutShort: true }));
    const detail = `The answer for ${name} is cut short, and the name server ${server.server} takes no TCP connection for the whole of it`;
    expect((await probe(dns, { name, type: 'TXT', resolver: server.server })).failure).toEqual({ reason: 'dns-server-failure', phase: 'dns', detail });
    expect((await probe(dns, { name }, { network: { resolver: server.server } })).failure).toMatchObject({ reason: 'dns-server-failure' });
  });

  test('ends when the time is up although the server is silent', async () => {
    const time = new AbortController();
    await using server = await startNameServer(() => {
      time.abort();
      return 'silence';
    });
    const seen = await probe(dns, { name, resolver: server.server }, { signal: time.signal });
    expect(seen.failure).toMatchObject({ reason: 'dns-timeout', phase: 'dns' });
  });

  test('waits for a slow server', async () => {
    const slow = Promise.withResolvers<Reply>();
    await using server = await startNameServer(() => {
      setImmediate(() => slow.resolve({ answers: [a('192.0.2.1')] }));
      return slow.promise;
    });
    expect((await probe(dns, { name, resolver: server.server })).answers?.values).toEqual(['192.0.2.1']);
  });
});

describe('a name of the hosts file', () => {
  test('is found as a connection finds it, where no name server is described', async () => {
    const seen = await probe(dns, { name: 'localhost' });
    expect(seen.failure).toBeUndefined();
    expect(seen.answers?.values).toContain('127.0.0.1');
  });

  test('does not count where a name server is described that does not know it', async () => {
    await using server = await startNameServer(() => ({ rcode: 'NXDOMAIN' }));
    const network = { resolver: server.server };
    expect((await probe(dns, { name: 'localhost' }, { network })).failure).toMatchObject({ reason: 'dns-not-found' });
    expect((await probe(dns, { name: 'localhost', resolver: server.server })).failure).toMatchObject({ reason: 'dns-not-found' });
  });
});

test('a target is named by type, name and server, and is no host of the platform', () => {
  expect(targetOf(dns, { name })).toEqual({ label: `DNS address ${name}` });
  expect(targetOf(dns, { name, type: 'SRV', resolver: '10.0.0.2' })).toEqual({ label: `DNS SRV ${name} at 10.0.0.2` });
});

test.each([
  {}, { name: 'https://a' }, { name: 'a b' }, { name, type: 'ANY' }, { name, resolver: 'dns.example.com' },
  { name, resolver: '10.0.0.2:x' }, { name, ttl: 1 },
])('settings such as %j are refused', (written) => {
  expect(settingsFault(dns, written)).toBeTypeOf('string');
});

test.each(['10.0.0.2', '10.0.0.2:5353', '2001:db8::1', '[2001:db8::1]:53'])('%s is a server to ask', (resolver) => {
  expect(settingsFault(dns, { name: '_mlflow._tcp.example.local', resolver })).toBeUndefined();
});
