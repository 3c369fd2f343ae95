import type { TaskFacts } from '../checks/observation.ts';
import { asking, lastStopOf, lately, millis } from './ecs-tasks.ts';
import type { EcsService } from './ecs-tasks.ts';

const keptEvents = 5;

/**
 * What ECS says of a service: its counts, the rollout of its deployment, and the tasks that stopped by themselves within the last hour
 * (for as long ECS keeps them). Only where there are such tasks is it asked when the youngest of those that run started. Throws the
 * SDK's error when ECS does not answer or refuses.
 */
export const describeEcsService = (asked: EcsService, signal: AbortSignal, now = Date.now()): Promise<TaskFacts | 'not-found'> =>
  asking(asked, signal, async ({ found, tasks }) => {
    const stopped = lately(await tasks('STOPPED'), now);
    const running = stopped.length === 0 ? [] : await tasks('RUNNING');
    const starts = running.flatMap(({ startedAt, createdAt }) => millis(startedAt ?? createdAt) ?? []);
    const rollout = found.deployments?.find(({ status }) => status === 'PRIMARY')?.rolloutState;
    return {
      status: found.status ?? 'unknown',
      running: found.runningCount ?? 0,
      desired: found.desiredCount ?? 0,
      pending: found.pendingCount ?? 0,
      ...(rollout === undefined ? {} : { rollout }),
      stoppedLastHour: stopped.length,
      ...(starts.length === 0 ? {} : { youngestStartedAt: Math.max(...starts) }),
      ...lastStopOf(stopped),
      events: (found.events ?? []).slice(0, keptEvents).flatMap(({ message }) => message ?? []),
    };
  });
