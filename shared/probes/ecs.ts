import { describeEcsService } from '../aws/ecs.ts';
import type { SettingsOf, Zod } from '../platform/zod.ts';
import { askAws, notFound } from './aws-call.ts';
import { defineProbe } from './probe.ts';

const settings = (z: Zod) => z.strictObject({
  cluster: z.string().min(1).describe('Name or ARN.'),
  service: z.string().min(1).describe('Name or ARN.'),
});

export type EcsSettings = SettingsOf<typeof settings>;

/** Asks ECS about a service: how many of its tasks run, and how many stopped by themselves. All the time is spent waiting for answers. */
export const ecs = defineProbe<EcsSettings>({
  settings,
  target: ({ cluster, service }) => ({ label: `ECS ${cluster}/${service}`, requests: 3 }),
  expects: { tasks: { running: 'desired' } },
  observes: () => ({ tasks: true, facts: true }),
  facts: { stoppedLastHour: 'how many of its tasks stopped by themselves within the last hour' },
  run: ({ cluster, service }) => ({ signal }) => askAws('ECS', signal, async () => {
    const tasks = await describeEcsService({ cluster, service }, signal);
    return tasks === 'not-found' ? notFound(`ECS knows no service ${service} in cluster ${cluster}`) : { tasks, facts: { stoppedLastHour: tasks.stoppedLastHour } };
  }),
});
