import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { startGateway, type Gateway } from '../../../local/gateway/gateway.ts';
import { AwsError, type Service } from '../../../local/gateway/service.ts';
import { judge } from '../../../shared/checks/judge.ts';
import { cloudMap as kind } from '../../../shared/probes/cloud-map.ts';
import { nobody, startNameServer } from '../../fixtures/name-server.ts';
import { addsUp, probe } from '../../fixtures/probing.ts';

/** Instances by service: address and health. */
type Instances = Readonly<Record<string, readonly (readonly [address: string, health: string])[]>>;
let known: Instances = {};
let refused: string | undefined;

/** A Cloud Map with one namespace; services are known by their names, also as ids. */
const service: Service = {
  name: 'cloud-map', protocol: 'json-1.1', id: 'Route53AutoNaming_v20170314',
  answer: (operation, input) => {
    if (operation === refused) throw new AwsError('AccessDeniedException', `User: checker is not authorized to perform: servicediscovery:${operation} on resource: *`);
    const instances = known[String(input['ServiceId'])] ?? [];
    switch (operation) {
      case 'ListNamespaces': return { Namespaces: [{ Id: 'ns', Name: 'example.local' }] };
      case 'ListServices': return { Services: Object.keys(known).map((name) => ({ Id: name, Name: name })) };
      case 'ListInstances': return { Instances: instances.map(([address]) => ({ Id: address, Attributes: { AWS_INSTANCE_IPV4: address } })) };
      case 'GetInstancesHealthStatus':
        if (instances.length === 0) throw new AwsError('InstanceNotFound', 'none');
        return { Status: Object.fromEntries(instances) };
      default: return undefined;
    }
  },
};

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ services: [service] });
  for (const [name, value] of Object.entries(gateway.env)) vi.stubEnv(name, value);
});
afterEach(() => { refused = undefined; });
afterAll(async () => {
  vi.unstubAllEnvs();
  await gateway.stop();
});

const seen = async (instances: Instances, names: Readonly<Record<string, string>>, services = Object.keys(instances)) => {
  known = instances;
  await using dns = await startNameServer(({ name }) => {
    const data = names[name];
    return data === undefined ? { rcode: 'NXDOMAIN' } : { answers: [{ type: 'A', name, ttl: 1, data }] };
  });
  return await probe(kind, { namespace: 'example.local', services }, { network: { resolver: dns.server } });
};
const well = { unknown: [], without: [], differing: [] };

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

  test('tells a service that Cloud Map does not know', async () => {
    expect((await seen({}, {}, ['seven'])).facts).toEqual({ ...well, unknown: ['seven'], instances: 0 });
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
