import { expect, test } from 'vitest';
import { AwsError } from '../../../local/gateway/service.ts';
import { judge } from '../../../shared/checks/judge.ts';
import { instances as kind } from '../../../shared/probes/instances.ts';
import { always, standInAws, throwing } from '../../fixtures/aws.ts';
import { addsUp, probe, settingsFault, targetOf } from '../../fixtures/probing.ts';

const aws = standInAws();

const written = (service: string) => ({ namespace: 'example.local', service });
const at = (n: number, more: object = { AWS_INSTANCE_IPV4: `10.0.0.${n}` }) => ({ Id: `i-${n}`, Attributes: more });
const known = (instances: readonly object[], Status: object, Name: string) => aws.answer({
  ListNamespaces: always({ Namespaces: [{ Id: 'ns', Name: 'example.local' }] }), ListServices: always({ Services: [{ Id: `srv-${Name}`, Name }] }),
  ListInstances: always({ Instances: instances }),
  GetInstancesHealthStatus: Object.keys(Status).length === 0 ? throwing(new AwsError('InstanceNotFound', 'none')) : always({ Status }),
});

test.each<[string, readonly object[], object, object, boolean]>([
  ['one-healthy', [at(1), at(2)], { 'i-1': 'HEALTHY', 'i-2': 'UNHEALTHY' }, { healthy: 1, unhealthy: 1, addresses: ['10.0.0.1'] }, true],
  ['unchecked', [at(1)], { 'i-1': 'UNKNOWN' }, { healthy: 1, unhealthy: 0, addresses: ['10.0.0.1'] }, true],
  ['both-families', [at(1, { AWS_INSTANCE_IPV4: '10.0.0.1', AWS_INSTANCE_IPV6: 'fd00::1' })], {}, { healthy: 1, unhealthy: 0, addresses: ['10.0.0.1', 'fd00::1'] }, true],
  ['elsewhere', [at(1, { AWS_INSTANCE_CNAME: 'x.example.com' })], { 'i-1': 'HEALTHY' }, { healthy: 1, unhealthy: 0, addresses: [] }, true],
  ['none-healthy', [at(1)], { 'i-1': 'UNHEALTHY' }, { healthy: 0, unhealthy: 1, addresses: [] }, false],
  ['none', [], {}, { healthy: 0, unhealthy: 0, addresses: [] }, false],
])('of a service such as %s Cloud Map tells how many are healthy, and needs one', async (name, instances, health, facts, well) => {
  known(instances, health, name);
  const seen = await probe(kind, written(name));
  expect(seen.facts).toEqual(facts);
  expect(judge(kind.expects, seen, 0).every(({ ok }) => ok)).toBe(well);
  expect(addsUp(seen)).toBe(true);
});

test('a service that Cloud Map does not know fails', async () => {
  known([], {}, 'other');
  expect((await probe(kind, written('missing'))).failure)
    .toEqual({ reason: 'not-found', phase: 'firstByte', detail: 'Cloud Map knows no service missing in example.local' });
});

test('a target is named by service and namespace, and is no host; it takes four requests until its id is known', () => {
  expect(targetOf(kind, written('mlflow'))).toEqual({ label: 'Cloud Map instances of mlflow in example.local', requests: 4 });
});

test.each([{}, { namespace: 'example.local' }, { ...written('a'), service: '' }, { ...written('a'), namespace: 'a b' }])('settings such as %j are refused', (settings) => {
  expect(settingsFault(kind, settings)).toBeTypeOf('string');
});
