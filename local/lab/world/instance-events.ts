import { changesOf, type History } from '../history.ts';
import type { InstanceSettings } from '../settings.ts';

/** What RDS tells of an instance: when, epoch milliseconds, of what kind, and in which words. */
export interface InstanceEvent { readonly at: number; readonly category: string; readonly message: string }

type Told = Omit<InstanceEvent, 'at'>;

const begins: Readonly<Record<InstanceSettings['status'], readonly Told[]>> = {
  available: [],
  stopped: [{ category: 'notification', message: 'DB instance stopped.' }],
  rebooting: [{ category: 'failover', message: 'Multi-AZ instance failover started.' }, { category: 'availability', message: 'DB instance shutdown' }],
};
const ends: typeof begins = {
  available: [],
  stopped: [{ category: 'notification', message: 'DB instance started.' }],
  rebooting: [{ category: 'availability', message: 'DB instance restarted' }, { category: 'failover', message: 'Multi-AZ instance failover completed' }],
};

/** What has become of the instance. Source: Amazon RDS user guide, "Amazon RDS event categories and event messages". */
export const instanceEventsOf = (history: History): readonly InstanceEvent[] => changesOf(history).flatMap(([before, after]) => {
  const [was, is] = [before.instance.status, after.instance.status];
  return was === is ? [] : [...ends[was], ...begins[is]].map((told) => ({ at: after.since, ...told }));
});
