/** What Cloud Map knows of a service's instances. */
export interface DiscoveredService {
  /** IPv4 addresses of instances that are healthy, or of which no health is known. */
  readonly addresses: readonly string[];
  readonly unhealthy: number;
}

const loaded = async () => {
  const sdk = await import('@aws-sdk/client-servicediscovery');
  return { ...sdk, client: new sdk.ServiceDiscoveryClient({ maxAttempts: 2 }), ids: new Map<string, string>() };
};
let own: ReturnType<typeof loaded> | undefined;

/**
 * Instances of a service of a namespace, by name; undefined where there is no such service. Ids are kept for the warm process. Throws
 * the SDK's error when Cloud Map does not answer or refuses.
 */
export const discover = async (namespace: string, service: string, signal: AbortSignal): Promise<DiscoveredService | undefined> => {
  const { client, ids, ...sdk } = await (own ??= loaded());
  const until = { abortSignal: signal };

  const idOf = async (): Promise<string | undefined> => {
    const key = `${service}.${namespace}`;
    const kept = ids.get(key);
    if (kept !== undefined) return kept;
    const { Namespaces: [space] = [] } = await client.send(
      new sdk.ListNamespacesCommand({ Filters: [{ Name: 'NAME', Values: [namespace], Condition: 'EQ' }] }), until);
    if (space?.Id === undefined) return undefined;
    const { Services = [] } = await client.send(
      new sdk.ListServicesCommand({ Filters: [{ Name: 'NAMESPACE_ID', Values: [space.Id], Condition: 'EQ' }] }), until);
    const id = Services.find(({ Name }) => Name === service)?.Id;
    if (id !== undefined) ids.set(key, id);
    return id;
  };

  const ServiceId = await idOf();
  if (ServiceId === undefined) return undefined;
  const [{ Instances = [] }, { Status = {} }] = await Promise.all([
    client.send(new sdk.ListInstancesCommand({ ServiceId }), until),
    // A service without instances is told of by an error.
    client.send(new sdk.GetInstancesHealthStatusCommand({ ServiceId }), until)
      .catch((error: unknown) => { if (error instanceof sdk.InstanceNotFound) return { Status: {} }; throw error; }),
  ]);
  const health: Readonly<Record<string, string | undefined>> = Status;
  const healthy = Instances.filter(({ Id = '' }) => health[Id] !== 'UNHEALTHY');
  return {
    addresses: healthy.flatMap(({ Attributes }) => Attributes?.['AWS_INSTANCE_IPV4'] ?? []).toSorted(),
    unhealthy: Instances.length - healthy.length,
  };
};
