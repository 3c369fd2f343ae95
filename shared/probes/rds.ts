import { describeInstance } from '../aws/rds.ts';
import { servingStatus } from '../checks/instance-status.ts';
import { redact } from '../checks/redact.ts';
import type { SettingsOf, Zod } from '../platform/zod.ts';
import { askAws, notFound, saysNotFound } from './aws-call.ts';
import { defineProbe } from './probe.ts';

const settings = (z: Zod) => z.strictObject({
  instance: z.string().min(1).describe('Identifier of the instance.'),
});

export type RdsSettings = SettingsOf<typeof settings>;

/** Asks RDS about an instance: its status, what will be changed, and what has happened to it within the last hour. */
export const rds = defineProbe<RdsSettings>({
  settings,
  target: ({ instance }) => ({ label: `RDS ${instance}`, requests: 2 }),
  expects: { facts: { status: { matches: servingStatus } } },
  observes: () => ({ facts: true }),
  facts: {
    status: 'As RDS calls it: `available`, `backing-up`, `rebooting`, `stopped`, `storage-full`, …',
    multiAz: 'Whether there is a standby in another zone.',
    pendingChanges: 'Names of what will be changed at the next opportunity, such as `EngineVersion`.',
    maintenanceWindow: 'When that is done unless somebody does it before, every week, UTC: `sun:05:00-sun:05:30`.',
    events: 'What has happened to it within the last hour, such as a restart, a failover or a change of its settings, the newest first, at most ten, with times.',
  },
  run: ({ instance }) => ({ signal }) => askAws('RDS', signal, async () => {
    const unknown = notFound(`RDS knows no instance ${instance}`);
    try {
      const told = await describeInstance(instance, signal);
      return told === undefined ? unknown : { facts: { ...told, events: told.events.map((event) => redact(event)) } };
    } catch (error) {
      if (saysNotFound(error)) return unknown;
      throw error;
    }
  }),
});
