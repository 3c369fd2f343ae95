import { AwsError, text } from '../../gateway/service.ts';
import type { Input, Service } from '../../gateway/service.ts';
import { namespace, serviceNames } from '../settings.ts';
import type { ServiceName } from '../settings.ts';
import type { World } from '../world/world.ts';
import { cluster, ecsName, registered, registryArn, registryId } from './names.ts';

const namespaceId = 'ns-hokusai';
const dns = { RoutingPolicy: 'MULTIVALUE', DnsRecords: [{ Type: 'A', TTL: 10 }] };

const wanted = (input: Input): ServiceName => {
  const found = serviceNames.find((service) => registryId(service) === text(input, 'ServiceId') && registered.includes(service));
  if (found === undefined) throw new AwsError('ServiceNotFound', 'Service not found.');
  return found;
};

/** An instance is registered as long as a task runs; it is healthy when that serves. */
const instances = ({ tasks }: World, service: ServiceName) =>
  tasks().filter((task) => task.service === service && task.stopped === undefined)
    .map(({ id }) => ({ Id: id, Attributes: { AWS_INSTANCE_IPV4: '127.0.0.1', ECS_CLUSTER_NAME: cluster, ECS_SERVICE_NAME: ecsName(service) } }));

/** Cloud Map (version 2017-03-14), as it tells of the lab's private names. */
export const cloudMap = (world: () => World): Service => ({
  name: 'cloud-map', protocol: 'json-1.1', id: 'Route53AutoNaming_v20170314',
  answer: (operation, input) => {
    switch (operation) {
      case 'ListNamespaces':
        return { Namespaces: [{ Id: namespaceId, Name: namespace, Type: 'DNS_PRIVATE' }] };
      case 'ListServices':
        return { Services: registered.map((service) => ({ Id: registryId(service), Arn: registryArn(service), Name: service, Type: 'DNS_HTTP', DnsConfig: dns })) };
      case 'ListInstances':
        return { Instances: instances(world(), wanted(input)) };
      case 'GetInstancesHealthStatus': {
        const now = world();
        const service = wanted(input);
        const known = instances(now, service);
        if (known.length === 0) throw new AwsError('InstanceNotFound', 'No instances found.');
        const status = now.processes[service].state === 'serves' ? 'HEALTHY' : 'UNHEALTHY';
        return { Status: Object.fromEntries(known.map(({ Id }) => [Id, status])) };
      }
      default:
        return undefined;
    }
  },
});
