import type { TaskFacts } from '../checks/observation.ts';
import { asking, hourMs, lastStopOf, lately, millis } from './ecs-tasks.ts';
import type { EcsService } from './ecs-tasks.ts';

/** What ECS says of the deployment of a service. Times are epoch milliseconds. */
export interface DeploymentFacts {
  readonly running: number;
  readonly desired: number;
  /** Absent where another than ECS deploys. */
  readonly rollout?: string;
  /** Tasks that did not come to run since the last one that did. */
  readonly failedTasks: number;
  readonly taskDefinition: string;
  readonly deployedAt?: number;
  readonly stoppedLastHour: number;
  readonly lastStop?: TaskFacts['lastStop'] & {};
  /** Of the last hour, the newest first. */
  readonly events: readonly string[];
}

/** What ECS says of the deployment of a service, in two or three calls. Throws the SDK's error when ECS does not answer or refuses. */
export const describeDeployment = (asked: EcsService, signal: AbortSignal, now = Date.now()): Promise<DeploymentFacts | 'not-found'> =>
  asking(asked, signal, async ({ found, tasks }) => {
    const stopped = lately(await tasks('STOPPED'), now);
    const { rolloutState, failedTasks = 0, createdAt, taskDefinition } = found.deployments?.find(({ status }) => status === 'PRIMARY') ?? {};
    const deployedAt = millis(createdAt);
    return {
      running: found.runningCount ?? 0,
      desired: found.desiredCount ?? 0,
      ...(rolloutState === undefined ? {} : { rollout: rolloutState }),
      failedTasks,
      taskDefinition: taskDefinition ?? found.taskDefinition ?? 'unknown',
      ...(deployedAt === undefined ? {} : { deployedAt }),
      stoppedLastHour: stopped.length,
      ...lastStopOf(stopped),
      events: (found.events ?? []).filter((event) => now - (millis(event.createdAt) ?? 0) <= hourMs).flatMap(({ message }) => message ?? []),
    };
  });
