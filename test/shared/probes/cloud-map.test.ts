import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { startGateway, type Gateway } from '../../../local/gateway/gateway.ts';
import { AwsError, type Input, type Service } from '../../../local/gateway/service.ts';
import { judge } from '../../../shared/checks/judge.ts';
import { cloudMap as kind } from '../../../shared/probes/cloud-map.ts';
import { nobody, startNameServer } from '../../fixtures/name-server.ts';
import { addsUp, probe } from '../../fixtures/probing.ts';

/** Instances by service: address and health. */
type Instances = Readonly<Record<string, readonly (readonly [address: string, health: string])[]>>;
let known: Instances = {};
let refused: string | undefined;

/** Items on a page; the next page is named by where it begins. */
let pageSize = 100;
const page = <Item>(items: readonly Item[], { NextToken }: Input) => {
  const [start, end] = [Number(NextToken ?? 0), Number(NextToken ?? 0) + pageSize];
  return { items: items.slice(start, end), ...(end < items.length ? { NextToken: String(end) } : {}) };
};
const namespaces = [{ Id: 'other', Name: 'example.com' }, { Id: 'ns', Name: 'example.local' }];
const dns = { RoutingPolicy: 'MULTIVALUE', DnsRecords: [{ Type: 'A', TTL: 10 }] };
/** Comes before every id: a service that is made anew has another. */
let generation = '';

/** A Cloud Map with one namespace; services are known by their names. It filters what is on a page, as the real one does. */
const service: Service = {
  name: 'cloud-map', protocol: 'json-1.1', id: 'Route53AutoNaming_v20170314',
  answer: (operation, input) => {
    if (operation === refused) throw new AwsError('AccessDeniedException', `User: checker is not authorized to perform: servicediscovery:${operation} on resource: *`);
    const instances = known[String(input['ServiceId']).slice(generation.length)];
    const there = () => {
      if (instances === undefined || !String(input['ServiceId']).startsWith(generation)) throw new AwsError('ServiceNotFound', 'gone');
      return instances;
    };
    switch (operation) {
      case 'ListNamespaces': {
        const { items, ...next } = page(namespaces, input);
        return { Namespaces: items.filter(({ Name }) => Name === 'example.local'), ...next };
      }
      case 'ListServices': {
        const { items, ...next } = page(Object.keys(known), input);
        return { Services: items.map((name) => ({ Id: generation + name, Name: name, DnsConfig: dns })), ...next };
      }
      case 'ListInstances': {
        const { items, ...next } = page(there(), input);
        return { Instances: items.map(([address]) => ({ Id: address, Attributes: { AWS_INSTANCE_IPV4: address } })), ...next };
      }
      case 'GetInstancesHealthStatus': {
        if (there().length === 0) throw new AwsError('InstanceNotFound', 'none');
        const { items, ...next } = page(there(), input);
        return { Status: Object.fromEntries(items), ...next };
      }
      default: return undefined;
    }
  },
};

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ services: [service] });
  for (const [name, value] of Object.entries(gateway.env)) vi.stubEnv(name, value);
});
afterEach(() => { refused = undefined; pageSize = 100; generation = ''; });
afterAll(async () => {
  vi.unstubAllEnvs();
  await gateway.stop();
});

const seen = async (instances: Instances, names: Readonly<Record<string, string | readonly string[]>>, services = Object.keys(instances)) => {
  known = instances;
  await using dns = await startNameServer(({ name }) => {
    const data = names[name];
    if (data === undefined) return { rcode: 'NXDOMAIN' };
    return { answers: [data].flat().map((each) => ({ type: 'A' as const, name, ttl: 1, data: each })) };
  });
  return await probe(kind, { namespace: 'example.local', services }, { network: { resolver: dns.server } });
};
const well = { unknown: [], without: [], differing: [], nameless: [] };

describe('service discovery', () => {
  test('is well where every service has a healthy instance, and DNS says so', async () => {
    const observation = await seen({ one: [['10.0.0.1', 'HEALTHY']], two: [['10.0.0.2', 'UNKNOWN'], ['10.0.0.3', 'UNHEALTHY']] },
      { 'one.example.local': '10.0.0.1', 'two.example.local': '10.0.0.2' });
    expect(observation.facts).toEqual({ ...well, instances: 2 });
    expect(judge(kind.expects, observation, 0).every(({ ok }) => ok)).toBe(true);
    expect(addsUp(observation)).toBe(true);
  });

  test('tells a service that has no healthy instance, and whose name is gone with it', async () => {
    expect((await seen({ three: [['10.0.0.1', 'UNHEALTHY']] }, {})).facts).toEqual({ ...well, without: ['three'], instances: 0 });
    expect((await seen({ four: [] }, {})).facts).toEqual({ ...well, without: ['four'], instances: 0 });
  });

  test('tells a name that leads elsewhere, or nowhere', async () => {
    expect((await seen({ five: [['10.0.0.1', 'HEALTHY']] }, { 'five.example.local': '10.0.0.9' })).facts).toMatchObject({ differing: ['five'] });
    expect((await seen({ six: [['10.0.0.1', 'HEALTHY']] }, {})).facts).toMatchObject({ differing: ['six'] });
  });

  test('tells a name that leads elsewhere though no instance is healthy, but not one that leads to those that there are', async () => {
    expect((await seen({ twelve: [] }, { 'twelve.example.local': '10.0.0.9' })).facts).toMatchObject({ without: ['twelve'], differing: ['twelve'] });
    expect((await seen({ thirteen: [['10.0.0.1', 'UNHEALTHY']] }, { 'thirteen.example.local': '10.0.0.1' })).facts)
      .toEqual({ ...well, without: ['thirteen'], instances: 0 });
  });

  test('tells a service that Cloud Map does not know', async () => {
    expect((await seen({}, {}, ['seven'])).facts).toEqual({ ...well, unknown: ['seven'], instances: 0 });
  });

  test('tells a service that is gone since it was last asked for, and finds one that was made anew', async () => {
    const [instances, names] = [{ ten: [['10.0.0.1', 'HEALTHY']] }, { 'ten.example.local': '10.0.0.1' }] as const;
    expect((await seen(instances, names)).facts).toEqual({ ...well, instances: 1 });
    expect((await seen({}, {}, ['ten'])).facts).toEqual({ ...well, unknown: ['ten'], instances: 0 });
    generation = 'second-';
    expect((await seen(instances, names)).facts).toEqual({ ...well, instances: 1 });
    generation = 'third-';
    expect((await seen(instances, names)).facts).toEqual({ ...well, instances: 1 });
  });

  test('is told of whatever is on a later page', async () => {
    pageSize = 1;
    const eleven = [['10.0.0.1', 'HEALTHY'], ['10.0.0.2', 'HEALTHY'], ['10.0.0.3', 'UNHEALTHY']] as const;
    const observation = await seen({ before: [], eleven }, { 'eleven.example.local': ['10.0.0.2', '10.0.0.1'] }, ['eleven']);
    expect(observation.facts).toEqual({ ...well, instances: 2 });
  });

  const addresses = Array.from({ length: 9 }, (_, index) => `10.0.0.${index + 1}`);
  test.each<[string, number, readonly string[], boolean]>([
    ['eight, all of them', 8, addresses.slice(0, 8), true], ['eight, but for one', 8, addresses.slice(0, 7), false],
    ['nine, eight of them', 9, addresses.slice(1), true], ['nine, but one is another', 9, [...addresses.slice(2), '10.0.0.99'], false],
    ['nine, none of them', 9, [], false],
  ])('has DNS answer at most eight instances: of %s', async (of, count, answered, agrees) => {
    const name = of.replaceAll(/\W/g, '');
    const healthy = addresses.slice(0, count).map((each) => [each, 'HEALTHY'] as const);
    const observation = await seen({ [name]: healthy }, { [`${name}.example.local`]: answered });
    expect(observation.facts).toEqual({ ...well, differing: agrees ? [] : [name], instances: count });
  });

  test('cannot be told of where a permission is missing, which is named', async () => {
    refused = 'ListServices';
    const { failure } = await seen({ eight: [['10.0.0.1', 'HEALTHY']] }, {});
    expect(failure).toMatchObject({ reason: 'control-plane', detail: expect.stringContaining('lacks servicediscovery:ListServices') });
  });

  test('cannot be told of where the name server cannot be asked', async () => {
    known = { nine: [['10.0.0.1', 'HEALTHY']] };
    const { failure } = await probe(kind, { namespace: 'example.local', services: ['nine'] }, { network: { resolver: await nobody() } });
    expect(failure).toMatchObject({ reason: 'resolver', phase: 'dns' });
  });
});
