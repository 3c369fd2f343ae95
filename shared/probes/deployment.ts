import { describeDeployment } from '../aws/ecs-deployment.ts';
import type { DeploymentFacts } from '../aws/ecs-deployment.ts';
import type { Facts } from '../checks/observation.ts';
import { redact } from '../checks/redact.ts';
import type { SettingsOf, Zod } from '../platform/zod.ts';
import { askAws, notFound } from './aws-call.ts';
import { defineProbe } from './probe.ts';

const settings = (z: Zod) => z.strictObject({
  cluster: z.string().min(1).describe('Name or ARN.'),
  service: z.string().min(1).describe('Name or ARN.'),
});

export type DeploymentSettings = SettingsOf<typeof settings>;

const keptEvents = 5;

/** Sentences in which ECS tells of trouble. Source: Amazon ECS developer guide, "Service event messages". */
const trouble = /\bunable\b|\bunhealthy\b|\bfailed\b|\bfailure\b|circuit breaker|rolling back|\bthrottl/;

const lastPart = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

const factsOf = ({ rollout, deployedAt, lastStop, events, taskDefinition, ...counts }: DeploymentFacts, now: number): Facts => ({
  ...counts,
  rollout: rollout ?? 'untold',
  taskDefinition: lastPart(taskDefinition),
  ...(deployedAt === undefined ? {} : { deployedAt, minutesSinceDeployment: Math.floor((now - deployedAt) / 60_000) }),
  ...(lastStop === undefined ? {} : { lastStopAt: lastStop.at, lastStopCode: lastStop.code, lastStopReason: redact(lastStop.reason) }),
  unsteadyEvents: events.filter((event) => trouble.test(event)).slice(0, keptEvents).map((event) => redact(event)),
});

/** Asks ECS what became of a service's deployment: which one it is and since when, whether it failed, and which tasks died. */
export const deployment = defineProbe<DeploymentSettings>({
  settings,
  target: ({ cluster, service }) => ({ label: `deployment of ECS ${cluster}/${service}`, requests: 2 }),
  expects: { facts: { rollout: { ne: 'FAILED' }, stoppedLastHour: 0 } },
  observes: () => ({ facts: true }),
  facts: {
    rollout: '`IN_PROGRESS`, `COMPLETED` or `FAILED`; `untold` where another than ECS deploys.',
    failedTasks: 'Tasks of this deployment that never came to run, since the last one that did.',
    running: 'How many tasks run.',
    desired: 'How many should.',
    stoppedLastHour: 'How many stopped by themselves within the last hour.',
    lastStopAt: 'When the last of them stopped.',
    lastStopCode: 'Why, as a code: `EssentialContainerExited`, `TaskFailedToStart`, …',
    lastStopReason: 'Why, in words, with the exit code; secrets replaced.',
    deployedAt: 'When this deployment began.',
    minutesSinceDeployment: 'How long ago that was.',
    taskDefinition: 'Family and revision, such as `hokusai-api:42`.',
    unsteadyEvents: 'The last events of the hour that tell of trouble, the newest first, at most five.',
  },
  run: ({ cluster, service }) => ({ signal }) => askAws('ECS', signal, async () => {
    const now = Date.now();
    const told = await describeDeployment({ cluster, service }, signal, now);
    return told === 'not-found' ? notFound(`ECS knows no service ${service} in cluster ${cluster}`) : { facts: factsOf(told, now) };
  }),
});
