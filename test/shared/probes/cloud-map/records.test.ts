import { describe, expect, test } from 'vitest';
import type { Answer } from 'dns-packet';
import { judge } from '../../../../shared/checks/judge.ts';
import { cloudMap as kind } from '../../../../shared/probes/cloud-map.ts';
import { instances } from '../../../../shared/probes/instances.ts';
import { always, standInAws } from '../../../fixtures/aws.ts';
import { startNameServer } from '../../../fixtures/name-server.ts';
import { probe, settingsFault } from '../../../fixtures/probing.ts';

const aws = standInAws();

const namespace = 'example.local';
/** Another each time: what is known of a service is kept for the whole process. */
const services: string[] = [];
const newService = (beginning = 'service') => {
  services.push(`${beginning}-${services.length}`);
  return services.at(-1) ?? '';
};

type Attributes = Readonly<Record<string, string>>;
interface Case {
  readonly records: readonly string[];
  readonly weighted?: true;
  /** Instances have the ids task-0, task-1, …; those that are unhealthy by their number. */
  readonly instances: readonly Attributes[];
  readonly unhealthy?: readonly number[];
  /** What DNS answers for the service's name, given that. */
  readonly answers: (name: string) => readonly object[];
}

const v4 = (last: number): Attributes => ({ AWS_INSTANCE_IPV4: `10.0.0.${last}` });
const v6 = (address: string): Attributes => ({ AWS_INSTANCE_IPV6: address });
const at = (port: number): Attributes => ({ ...v4(1), AWS_INSTANCE_PORT: String(port) });
const cname = (name: string): Attributes => ({ AWS_INSTANCE_CNAME: name });
const alias: Attributes = { AWS_ALIAS_DNS_NAME: 'internal-1.us-east-1.elb.amazonaws.com' };

const A = (...last: readonly number[]) => last.map((each) => ({ type: 'A' as const, data: `10.0.0.${each}` }));
const AAAA = (...data: readonly string[]) => data.map((each) => ({ type: 'AAAA' as const, data: each }));
const SRV = (port: number, target: string) => ({ type: 'SRV' as const, data: { priority: 1, weight: 1, port, target } });
const none = () => [];

const look = async ({ records, weighted, instances, unhealthy = [], answers }: Case, service = newService()) => {
  const ids = instances.map((_, index) => `task-${index}`);
  const DnsConfig = { RoutingPolicy: weighted === true ? 'WEIGHTED' : 'MULTIVALUE', DnsRecords: records.map((Type) => ({ Type, TTL: 10 })) };
  aws.answer({
    ListNamespaces: always({ Namespaces: [{ Id: 'ns', Name: namespace, Type: records.length === 0 ? 'HTTP' : 'DNS_PRIVATE' }] }),
    ListServices: always({ Services: [{ Id: service, Name: service, ...(records.length === 0 ? { Type: 'HTTP' } : { Type: 'DNS_HTTP', DnsConfig }) }] }),
    ListInstances: always({ Instances: instances.map((Attributes, index) => ({ Id: ids[index], Attributes })) }),
    GetInstancesHealthStatus: always({ Status: Object.fromEntries(ids.map((id, index) => [id, unhealthy.includes(index) ? 'UNHEALTHY' : 'HEALTHY'])) }),
  });
  const own = `${service}.${namespace}`;
  const known = answers(own);
  await using dns = await startNameServer(({ name, type }) => {
    if (name.toLowerCase() !== own || known.length === 0) return { rcode: 'NXDOMAIN' };
    return { answers: known.map((each) => ({ ...each, name, ttl: 1 }) as Answer).filter((each) => each.type === type) };
  });
  const seen = await probe(kind, { namespace, services: [service] }, { network: { resolver: dns.server } });
  const wrong = Object.entries(seen.facts ?? {}).flatMap(([name, list]) => (Array.isArray(list) && list.includes(service) ? [name] : []));
  return { wrong, passes: judge(kind.expects, seen, 0).every(({ ok }) => ok), asked: dns.asked, facts: seen.facts };
};

const well: readonly (readonly [string, Case])[] = [
  ['one address', { records: ['A'], instances: [v4(1)], answers: () => A(1) }],
  ['IPv6 alone, written otherwise', { records: ['AAAA'], instances: [v6('FD00:0:0:0:0:0:0:1')], answers: () => AAAA('fd00::1') }],
  ['both families', { records: ['A', 'AAAA'], instances: [{ ...v4(1), ...v6('fd00::1') }], answers: () => [...A(1), ...AAAA('fd00::1')] }],
  ['a name', { records: ['CNAME'], weighted: true, instances: [cname('LB.example.com')], answers: () => [{ type: 'CNAME', data: 'lb.example.com' }] }],
  ['one of two names', {
    records: ['CNAME'], weighted: true, instances: [cname('a.example.com'), cname('b.example.com')], answers: () => [{ type: 'CNAME', data: 'b.example.com' }],
  }],
  ['an alias, of one family', { records: ['A', 'AAAA'], weighted: true, instances: [alias], answers: () => A(200, 201) }],
  ['one of several, weighted', { records: ['A'], weighted: true, instances: [v4(1), v4(2), v4(3)], answers: () => A(2) }],
  ['ports', {
    records: ['SRV'], instances: [at(32_768), at(32_769)], answers: (name) => [SRV(32_769, `task-1.${name}`), SRV(32_768, `task-0.${name}`)],
  }],
  ['one address of two tasks', { records: ['A'], instances: [at(1), at(2)], answers: () => A(1) }],
  ['eight of nine on few hosts', { records: ['A'], instances: [1, 2, 1, 1, 1, 1, 1, 1, 1].map(v4), answers: () => A(1) }],
];

const ill: readonly (readonly [string, Case, readonly string[]])[] = [
  ['another IPv6 address', { records: ['AAAA'], instances: [v6('fd00::1')], answers: () => AAAA('fd00::2') }, ['differing']],
  ['only one of both families', { records: ['A', 'AAAA'], instances: [{ ...v4(1), ...v6('fd00::1') }], answers: () => A(1) }, ['differing']],
  ['another name', { records: ['CNAME'], weighted: true, instances: [cname('a.example.com')], answers: () => [{ type: 'CNAME', data: 'b.example.com' }] }, ['differing']],
  ['an alias that leads nowhere', { records: ['A'], weighted: true, instances: [alias], answers: none }, ['differing']],
  ['one of several though it is not weighted', { records: ['A'], instances: [v4(1), v4(2)], answers: () => A(2) }, ['differing']],
  ['nobody of several, weighted', { records: ['A'], weighted: true, instances: [v4(1), v4(2)], answers: none }, ['differing']],
  ['somebody else, weighted', { records: ['A'], weighted: true, instances: [v4(1), v4(2)], answers: () => A(9) }, ['differing']],
  ['one that is unhealthy, weighted', { records: ['A'], weighted: true, instances: [v4(1), v4(2)], unhealthy: [1], answers: () => A(2) }, ['differing']],
  ['another port', { records: ['SRV'], instances: [at(32_768)], answers: (name) => [SRV(32_769, `task-0.${name}`)] }, ['differing']],
  ['another task', { records: ['SRV'], instances: [at(32_768)], answers: (name) => [SRV(32_768, `task-9.${name}`)] }, ['differing']],
  ['one port of two', { records: ['SRV'], instances: [at(1), at(2)], answers: (name) => [SRV(1, `task-0.${name}`)] }, ['differing']],
  ['one that is unhealthy, of several', { records: ['A'], instances: [v4(1), v4(2)], unhealthy: [1], answers: () => A(1, 2) }, ['differing']],
  ['none that is healthy, by IPv6', { records: ['AAAA'], instances: [v6('fd00::1')], unhealthy: [0], answers: () => AAAA('fd00::1') }, ['without']],
  ['no instance of a weighted one', { records: ['A'], weighted: true, instances: [], answers: none }, ['without']],
];

describe('a service of which DNS answers', () => {
  test.each(well)('%s is well', async (_, of) => {
    expect(await look(of)).toMatchObject({ wrong: [], passes: true });
  });

  test.each(ill)('%s is told', async (_, of, wrong) => {
    expect(await look(of)).toMatchObject({ wrong, passes: false });
  });
});

describe('a service of an HTTP namespace', () => {
  test('has no name, which is told, and no name server is asked', async () => {
    expect(await look({ records: [], instances: [v4(1), v4(2)], answers: none }))
      .toMatchObject({ wrong: ['nameless'], passes: true, asked: [], facts: { instances: 2 } });
  });

  test('needs a healthy instance all the same', async () => {
    expect(await look({ records: [], instances: [v4(1)], unhealthy: [0], answers: none })).toMatchObject({ wrong: ['without', 'nameless'], passes: false });
  });
});

test('DNS is asked for just the records that the service has', async () => {
  const service = newService('_grpc._tcp.api');
  const { wrong, asked } = await look({ records: ['SRV'], instances: [at(1)], answers: (name) => [SRV(1, `task-0.${name}`)] }, service);
  expect([wrong, asked]).toEqual([[], [`SRV ${service}.${namespace}`]]);
  expect(settingsFault(instances, { namespace, service })).toBeUndefined();
});
