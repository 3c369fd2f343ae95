import type { PendingModifiedValues } from '@aws-sdk/client-rds';
import { list, part } from './foreign-answer.ts';
import { moment } from './moment.ts';

/** What RDS says of an instance. */
export interface InstanceFacts {
  readonly status: string;
  readonly multiAz: boolean;
  /** Names of what will be changed, such as `EngineVersion`. */
  readonly pendingChanges: readonly string[];
  /** When that is done unless somebody does it before, every week, UTC: `sun:05:00-sun:05:30`. */
  readonly maintenanceWindow?: string;
  /** What has happened to it within the last hour, the newest first, at most ten, each with its time. */
  readonly events: readonly string[];
}

const minutes = 60;
const keptEvents = 10;

/** Source: Amazon RDS user guide, "Amazon RDS event categories and event messages": those about being there or not, and about changes. */
const telling: ReadonlySet<string> = new Set([
  'availability', 'configuration change', 'creation', 'deletion', 'failover', 'failure', 'low storage', 'maintenance', 'notification', 'recovery',
  'restoration', 'security patching',
]);

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
  const [{ DBInstances }, { Events }] = await Promise.all([
    client.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: instance }), until),
    client.send(new DescribeEventsCommand(about), until),
  ]);
  const [found] = list(DBInstances, 'DBInstances');
  const events = list(Events, 'Events').filter(({ EventCategories = [] }) => EventCategories.some((category) => telling.has(category)));
  if (found === undefined) return undefined;
  return {
    status: part(found.DBInstanceStatus, 'DBInstanceStatus'),
    multiAz: found.MultiAZ ?? false,
    pendingChanges: pending(found.PendingModifiedValues),
    ...(found.PreferredMaintenanceWindow === undefined ? {} : { maintenanceWindow: found.PreferredMaintenanceWindow }),
    events: events.toSorted((a, b) => (b.Date?.getTime() ?? 0) - (a.Date?.getTime() ?? 0)).slice(0, keptEvents)
      .map(({ Date: at, Message = '' }) => (at === undefined ? Message : `${moment(at)} ${Message}`)),
  };
};
