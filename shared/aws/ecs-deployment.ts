import { hourMs, lastPart, stopsOf } from './ecs-stops.ts';
import type { Stop } from './ecs-stops.ts';
import { asking } from './ecs-tasks.ts';
import type { EcsService } from './ecs-tasks.ts';
import { part } from './foreign-answer.ts';

/** One of the deployments that a service has at a time: the one that is meant, and those that it takes the place of. */
export interface Deployment {
  /** `PRIMARY`, `ACTIVE` or `DRAINING`. */
  readonly status: string;
  /** Family and revision, such as `hokusai-api:42`. */
  readonly taskDefinition: string;
  /** Absent where another than ECS deploys. */
  readonly rollout?: string;
  readonly running: number;
  readonly desired: number;
  /** Tasks that did not come to run since the last one that did. */
  readonly failedTasks: number;
  readonly createdAt?: number;
}

export interface ServiceEvent { readonly at: number; readonly message: string }

/** What ECS says of the deployments of a service. Times are epoch milliseconds. */
export interface DeploymentFacts {
  readonly running: number;
  readonly desired: number;
  readonly taskDefinition: string;
  /** The one that is meant first. */
  readonly deployments: readonly Deployment[];
  /** Of the last hour, the youngest first. */
  readonly stops: readonly Stop[];
  /** Of the last hour, the newest first. */
  readonly events: readonly ServiceEvent[];
}

/** What ECS says of the deployments of a service, in two or three calls. Throws the SDK's error when ECS does not answer or refuses. */
export const describeDeployment = (asked: EcsService, signal: AbortSignal, now = Date.now()): Promise<DeploymentFacts | 'not-found'> =>
  asking(asked, signal, async ({ found, tasks }) => {
    const stops = stopsOf(await tasks('STOPPED'), now);
    const deployments = (found.deployments ?? []).map((told): Deployment => ({
      status: told.status ?? 'unknown', taskDefinition: lastPart(told.taskDefinition ?? 'unknown'),
      ...(told.rolloutState === undefined ? {} : { rollout: told.rolloutState }),
      running: told.runningCount ?? 0, desired: told.desiredCount ?? 0, failedTasks: told.failedTasks ?? 0,
      ...(told.createdAt === undefined ? {} : { createdAt: told.createdAt.getTime() }),
    })).toSorted((a, b) => Number(b.status === 'PRIMARY') - Number(a.status === 'PRIMARY'));
    return {
      running: part(found.runningCount, 'runningCount'),
      desired: part(found.desiredCount, 'desiredCount'),
      taskDefinition: deployments[0]?.taskDefinition ?? lastPart(found.taskDefinition ?? 'unknown'),
      deployments,
      stops,
      events: (found.events ?? []).flatMap(({ createdAt, message }) => {
        const at = createdAt?.getTime();
        return at === undefined || message === undefined || now - at > hourMs ? [] : [{ at, message }];
      }).toSorted((a, b) => b.at - a.at),
    };
  });
