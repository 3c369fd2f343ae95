import type { DnsConfig, InstanceSummary, RecordType } from '@aws-sdk/client-servicediscovery';
import { everyPage } from './every-page.ts';
import { list, part } from './foreign-answer.ts';

/** A registered instance, by the attributes that DNS is told of it; one that is an alias has none of the others. */
export interface Instance {
  readonly id: string;
  readonly ipv4?: string;
  readonly ipv6?: string;
  readonly port?: string;
  readonly cname?: string;
  /** The load balancer's name whose addresses its name has. */
  readonly alias?: string;
}

/** What DNS has of a service: records of no type where it can be found by asking Cloud Map alone (HTTP namespace, Service Connect). */
interface InDns {
  readonly records: readonly RecordType[];
  /** It answers one instance at a time, and not several. */
  readonly weighted: boolean;
}

/** What Cloud Map knows of a service. */
export interface DiscoveredService extends InDns {
  /** Also those of which no health is known. */
  readonly healthy: readonly Instance[];
  readonly unhealthy: readonly Instance[];
}

interface Registered extends InDns { readonly id: string }

/** Those that are there, by the names of the attributes. Source: Cloud Map API reference, RegisterInstance, "Attributes". */
const instanceOf = ({ Id = '', Attributes = {} }: InstanceSummary): Instance => {
  const told = {
    ipv4: Attributes['AWS_INSTANCE_IPV4'], ipv6: Attributes['AWS_INSTANCE_IPV6'], port: Attributes['AWS_INSTANCE_PORT'],
    cname: Attributes['AWS_INSTANCE_CNAME'], alias: Attributes['AWS_ALIAS_DNS_NAME'],
  };
  return { id: Id, ...Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) };
};

const inDns = ({ DnsRecords, RoutingPolicy }: Partial<DnsConfig> = {}): InDns =>
  ({ records: (DnsRecords ?? []).flatMap(({ Type }) => Type ?? []), weighted: RoutingPolicy === 'WEIGHTED' });

const loaded = async () => {
  const sdk = await import('@aws-sdk/client-servicediscovery');
  return { ...sdk, client: new sdk.ServiceDiscoveryClient({ maxAttempts: 2 }), known: new Map<string, Registered>() };
};
let own: ReturnType<typeof loaded> | undefined;

/** Calls that finding a service's instances takes: four, and two once the process knows the service. */
export const discoveryCalls = 4;

/**
 * Instances of a service of a namespace, by name; undefined where there is no such service. Its id and what DNS has of it, which
 * can both be changed only by making it anew, are kept for the warm process, until Cloud Map knows it no longer. Throws the SDK's error when Cloud Map does not answer or
 * refuses.
 */
export const discover = async (namespace: string, service: string, signal: AbortSignal): Promise<DiscoveredService | undefined> => {
  const { client, known, ...sdk } = await (own ??= loaded());
  const until = { abortSignal: signal };
  const key = `${service}.${namespace}`;

  const find = async (): Promise<Registered | undefined> => {
    const named = [{ Name: 'NAME' as const, Values: [namespace], Condition: 'EQ' as const }];
    const spaces = await everyPage((from) => client.send(new sdk.ListNamespacesCommand({ Filters: named, ...from }), until));
    const space = spaces.flatMap(({ Namespaces }) => list(Namespaces, 'Namespaces'))[0]?.Id;
    if (space === undefined) return undefined;
    const inIt = [{ Name: 'NAMESPACE_ID' as const, Values: [space], Condition: 'EQ' as const }];
    const services = await everyPage((from) => client.send(new sdk.ListServicesCommand({ Filters: inIt, ...from }), until));
    const found = services.flatMap(({ Services }) => list(Services, 'Services')).find(({ Name }) => Name === service);
    return found?.Id === undefined ? undefined : { id: found.Id, ...inDns(found.DnsConfig) };
  };

  const instancesOf = async ({ id: ServiceId, records, weighted }: Registered): Promise<DiscoveredService> => {
    const [listed, told] = await Promise.all([
      everyPage((from) => client.send(new sdk.ListInstancesCommand({ ServiceId, ...from }), until)),
      // A service without instances is told of by an error.
      everyPage((from) => client.send(new sdk.GetInstancesHealthStatusCommand({ ServiceId, ...from }), until))
        .catch((error: unknown) => { if (error instanceof sdk.InstanceNotFound) return []; throw error; }),
    ]);
    const health: Readonly<Record<string, string | undefined>> = Object.assign({}, ...told.map(({ Status }) => part(Status, 'Status')));
    const instances = listed.flatMap(({ Instances }) => list(Instances, 'Instances')).map(instanceOf);
    const [unhealthy = [], healthy = []] = [true, false].map((ill) => instances.filter(({ id }) => (health[id] === 'UNHEALTHY') === ill));
    return { records, weighted, healthy, unhealthy };
  };

  const ask = async (registered: Registered): Promise<DiscoveredService | undefined> => instancesOf(registered).catch((error: unknown) => {
    if (!(error instanceof sdk.ServiceNotFound)) throw error;
    known.delete(key);
    return undefined;
  });

  const kept = known.get(key);
  const stillThere = kept === undefined ? undefined : await ask(kept);
  if (stillThere !== undefined) return stillThere;
  const found = await find();
  if (found === undefined) return undefined;
  known.set(key, found);
  return ask(found);
};
