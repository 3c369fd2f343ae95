import type { Datum } from '../../../gateway/cloudwatch.ts';
import { inForceAt, type History } from '../../history.ts';
import { databaseOf } from '../../world/database.ts';
import { instanceId } from '../names.ts';
import { lastHour, minuteMs } from './minutes.ts';

/**
 * RDS counts the sessions at the end of every minute: those of the lab's own server, which `sessionsAt` knows, and those that others have. A
 * database that is stopped, or starting up, has none, and lets in nobody who could count them. Times are epoch milliseconds.
 */
export const databaseMetrics = (history: History, sessionsAt: (at: number) => number, now: number): readonly Datum[] => lastHour(now).flatMap((at) => {
  const settings = inForceAt(history, at + minuteMs);
  const { startingUp, used } = databaseOf(settings);
  if (settings.instance.status === 'stopped' || startingUp) return [];
  const value = used + sessionsAt(at + minuteMs);
  return [{ namespace: 'AWS/RDS', name: 'DatabaseConnections', value, unit: 'Count', at, dimensions: { DBInstanceIdentifier: instanceId } }];
});
