import type { PendingModifiedValues } from '@aws-sdk/client-rds';
import { moment } from './moment.ts';

/** What RDS says of an instance. */
export interface InstanceFacts {
  readonly status: string;
  readonly multiAz: boolean;
  /** Names of what will be changed, such as `EngineVersion`. */
  readonly pendingChanges: readonly string[];
  /** What has happened to its availability within the last hour, the newest first, each with its time in UTC. */
  readonly events: readonly string[];
}

const minutes = 60;

/** Source: Amazon RDS user guide, "Amazon RDS event categories and event messages": those about being there or not. */
const telling: ReadonlySet<string> = new Set(['availability', 'failover', 'failure', 'low storage', 'maintenance', 'notification', 'recovery']);

const loaded = async () => {
  const sdk = await import('@aws-sdk/client-rds');
  return { ...sdk, client: new sdk.RDSClient({ maxAttempts: 2 }) };
};
let own: ReturnType<typeof loaded> | undefined;

const pending = (values: PendingModifiedValues | undefined): readonly string[] =>
  Object.entries(values ?? {}).flatMap(([name, value]) => (value === undefined || value === null ? [] : [name]));

/** What RDS says of an instance, by its identifier. Throws the SDK's error when RDS does not answer, does not know it, or refuses. */
export const describeInstance = async (instance: string, signal: AbortSignal): Promise<InstanceFacts | undefined> => {
  const { client, DescribeDBInstancesCommand, DescribeEventsCommand } = await (own ??= loaded());
  const until = { abortSignal: signal };
  const about = { SourceIdentifier: instance, SourceType: 'db-instance', Duration: minutes } as const;
  const [{ DBInstances: [found] = [] }, { Events = [] }] = await Promise.all([
    client.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: instance }), until),
    client.send(new DescribeEventsCommand(about), until),
  ]);
  if (found === undefined) return undefined;
  const events = Events.filter(({ EventCategories = [] }) => EventCategories.some((category) => telling.has(category)));
  return {
    status: found.DBInstanceStatus ?? 'unknown',
    multiAz: found.MultiAZ ?? false,
    pendingChanges: pending(found.PendingModifiedValues),
    events: events.toSorted((a, b) => (b.Date?.getTime() ?? 0) - (a.Date?.getTime() ?? 0))
      .map(({ Date: at, Message = '' }) => (at === undefined ? Message : `${moment(at)} ${Message}`)),
  };
};
