import { everyPage } from './every-page.ts';
import { list, part } from './foreign-answer.ts';

/** What Cloud Map knows of a service's instances. */
export interface DiscoveredService {
  /** IPv4 addresses of instances that are healthy, or of which no health is known. */
  readonly addresses: readonly string[];
  /** How many instances that is, those without an IPv4 address included. */
  readonly healthy: number;
  readonly unhealthy: number;
}

const loaded = async () => {
  const sdk = await import('@aws-sdk/client-servicediscovery');
  return { ...sdk, client: new sdk.ServiceDiscoveryClient({ maxAttempts: 2 }), ids: new Map<string, string>() };
};
let own: ReturnType<typeof loaded> | undefined;

/**
 * Instances of a service of a namespace, by name; undefined where there is no such service. Ids are kept for the warm process, until
 * Cloud Map knows one no longer: the service was deleted, and perhaps made anew. Throws the SDK's error when Cloud Map does not answer or
 * refuses.
 */
export const discover = async (namespace: string, service: string, signal: AbortSignal): Promise<DiscoveredService | undefined> => {
  const { client, ids, ...sdk } = await (own ??= loaded());
  const until = { abortSignal: signal };
  const key = `${service}.${namespace}`;

  const idOf = async (): Promise<string | undefined> => {
    const named = [{ Name: 'NAME' as const, Values: [namespace], Condition: 'EQ' as const }];
    const spaces = await everyPage((from) => client.send(new sdk.ListNamespacesCommand({ Filters: named, ...from }), until));
    const space = spaces.flatMap(({ Namespaces }) => list(Namespaces, 'Namespaces'))[0]?.Id;
    if (space === undefined) return undefined;
    const inIt = [{ Name: 'NAMESPACE_ID' as const, Values: [space], Condition: 'EQ' as const }];
    const services = await everyPage((from) => client.send(new sdk.ListServicesCommand({ Filters: inIt, ...from }), until));
    return services.flatMap(({ Services }) => list(Services, 'Services')).find(({ Name }) => Name === service)?.Id;
  };

  const instancesOf = async (ServiceId: string): Promise<DiscoveredService> => {
    const [listed, told] = await Promise.all([
      everyPage((from) => client.send(new sdk.ListInstancesCommand({ ServiceId, ...from }), until)),
      // A service without instances is told of by an error.
      everyPage((from) => client.send(new sdk.GetInstancesHealthStatusCommand({ ServiceId, ...from }), until))
        .catch((error: unknown) => { if (error instanceof sdk.InstanceNotFound) return []; throw error; }),
    ]);
    const health: Readonly<Record<string, string | undefined>> = Object.assign({}, ...told.map(({ Status }) => part(Status, 'Status')));
    const instances = listed.flatMap(({ Instances }) => list(Instances, 'Instances'));
    const healthy = instances.filter(({ Id = '' }) => health[Id] !== 'UNHEALTHY');
    return {
      addresses: healthy.flatMap(({ Attributes }) => Attributes?.['AWS_INSTANCE_IPV4'] ?? []).toSorted(),
      healthy: healthy.length,
      unhealthy: instances.length - healthy.length,
    };
  };

  const known = async (id: string): Promise<DiscoveredService | undefined> => instancesOf(id).catch((error: unknown) => {
    if (!(error instanceof sdk.ServiceNotFound)) throw error;
    ids.delete(key);
    return undefined;
  });

  const kept = ids.get(key);
  const stillKnown = kept === undefined ? undefined : await known(kept);
  if (stillKnown !== undefined) return stillKnown;
  const id = await idOf();
  if (id === undefined) return undefined;
  ids.set(key, id);
  return known(id);
};
