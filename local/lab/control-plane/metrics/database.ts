import type { Datum } from '../../../gateway/cloudwatch.ts';
import type { Settings } from '../../settings.ts';
import { instanceId } from '../names.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** RDS counts its sessions every minute; an instance that is stopped has nothing to count. `now` is epoch milliseconds. */
export const databaseMetrics = ({ database, instance }: Pick<Settings, 'database' | 'instance'>, now: number): readonly Datum[] => {
  if (instance.status === 'stopped') return [];
  const last = Math.floor(now / minuteMs) * minuteMs;
  return Array.from({ length: hourMs / minuteMs }, (_, index): Datum => ({
    namespace: 'AWS/RDS', name: 'DatabaseConnections', value: database.used, unit: 'Count',
    at: last - hourMs + index * minuteMs, dimensions: { DBInstanceIdentifier: instanceId },
  }));
};
