import { describeDeployment } from '../aws/ecs-deployment.ts';
import type { SettingsOf, Zod } from '../platform/zod.ts';
import { askAws, notFound } from './aws-call.ts';
import { factsOf } from './deployment/facts.ts';
import { defineProbe } from './probe.ts';

const settings = (z: Zod) => z.strictObject({
  cluster: z.string().min(1).describe('Name or ARN.'),
  service: z.string().min(1).describe('Name or ARN.'),
});

export type DeploymentSettings = SettingsOf<typeof settings>;

/** Asks ECS what became of a service's deployment: which one it is and since when, whether it failed, and which tasks stopped. */
export const deployment = defineProbe<DeploymentSettings>({
  settings,
  target: ({ cluster, service }) => ({ label: `deployment of ECS ${cluster}/${service}`, requests: 3 }),
  expects: { facts: { rollout: { ne: 'FAILED' }, stoppedLastHour: 0 } },
  observes: () => ({ facts: true }),
  facts: {
    rollout: '`IN_PROGRESS`, `COMPLETED` or `FAILED`; `untold` where another than ECS deploys.',
    failedTasks: 'Tasks of this deployment that never came to run, since the last one that did.',
    running: 'How many tasks run.',
    desired: 'How many should.',
    stoppedLastHour: 'How many stopped by themselves within the last hour.',
    stops: 'Codes of all tasks that stopped within that hour, whoever stopped them, the most frequent first: `EssentialContainerExited (exit 1) x34`.',
    lastStops: 'The last three that stopped by themselves: when, which task definition, the code and the reason; secrets replaced.',
    stoppedDefinitions: 'Whose tasks stopped by themselves, the most frequent first: `hokusai-api:42 x34 (deployed)`.',
    deployedAt: 'When this deployment began, ISO 8601.',
    minutesSinceDeployment: 'How long ago that was.',
    taskDefinition: 'Family and revision, such as `hokusai-api:42`.',
    deployments: 'All deployments that the service has now, such as `PRIMARY hokusai-api:42 IN_PROGRESS 1/2 since 2025-08-05T06:12:03Z`.',
    events: 'The last events of the hour, the newest first, at most five, with times.',
    unsteadyEvents: 'Those that tell of trouble, likewise.',
  },
  run: ({ cluster, service }) => ({ signal }) => askAws('ECS', signal, async () => {
    const now = Date.now();
    const told = await describeDeployment({ cluster, service }, signal, now);
    return told === 'not-found' ? notFound(`ECS knows no service ${service} in cluster ${cluster}`) : { facts: factsOf(told, now) };
  }),
});
