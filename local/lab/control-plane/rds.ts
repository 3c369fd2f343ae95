import { AwsError, Listed, text } from '../../gateway/service.ts';
import type { Service } from '../../gateway/service.ts';
import { usualPostgres } from '../postgres/settings.ts';
import type { InstanceSettings } from '../settings.ts';
import { hosts } from '../settings.ts';
import type { InstanceEvent } from '../world/instance-events.ts';
import { account, instanceId, region } from './names.ts';

/** RDS, as it tells of the instance that the lab's database runs on. `port` is the database's, `now` epoch milliseconds. */
export const rds = (instance: () => InstanceSettings & { readonly events: readonly InstanceEvent[] }, port: () => number, now: () => number): Service => ({
  name: 'rds', protocol: 'query', id: '2014-10-31',
  answer: (operation, input) => {
    const { status, events } = instance();
    switch (operation) {
      case 'DescribeDBInstances': {
        const asked = text(input, 'DBInstanceIdentifier') ?? instanceId;
        if (asked !== instanceId) throw new AwsError('DBInstanceNotFound', `DBInstance ${asked} not found.`, 404);
        return {
          DBInstances: new Listed('DBInstance', [{
            DBInstanceIdentifier: instanceId, DBInstanceArn: `arn:aws:rds:${region}:${account}:db:${instanceId}`, DBInstanceStatus: status,
            Engine: 'postgres', EngineVersion: usualPostgres.version, DBInstanceClass: 'db.t4g.medium', AllocatedStorage: 20, MultiAZ: true,
            Endpoint: { Address: hosts.database, Port: port() }, PendingModifiedValues: {},
          }]),
        };
      }
      case 'DescribeEvents': {
        if ((text(input, 'SourceIdentifier') ?? instanceId) !== instanceId) return { Events: new Listed('Event', []) };
        const since = now() - Number(text(input, 'Duration') ?? 60) * 60_000;
        return {
          Events: new Listed('Event', events.filter(({ at }) => at >= since).map(({ at, category, message }) => ({
            SourceIdentifier: instanceId, SourceType: 'db-instance', Date: new Date(at).toISOString(), Message: message,
            EventCategories: new Listed('EventCategory', [category]),
          }))),
        };
      }
      default:
        return undefined;
    }
  },
});
