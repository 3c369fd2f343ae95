import type { TaskFacts } from '../checks/observation.ts';
import { stopsOf } from './ecs-stops.ts';
import type { Stop } from './ecs-stops.ts';
import { asking } from './ecs-tasks.ts';
import type { EcsService } from './ecs-tasks.ts';
import { part } from './foreign-answer.ts';

const keptEvents = 5;

const lastStopOf = (stop: Stop | undefined): Pick<TaskFacts, 'lastStop'> => {
  if (stop === undefined) return {};
  const { at, code, reason, exit } = stop;
  return { lastStop: { at, code, reason: exit === undefined ? reason : `${reason} (exit ${exit})` } };
};

/**
 * What ECS says of a service: its counts, the rollout of its deployment, and the tasks that stopped by themselves within the last hour
 * (for as long ECS keeps them). Only where there are such tasks is it asked when the youngest of those that run started. Throws the
 * SDK's error when ECS does not answer or refuses.
 */
export const describeEcsService = (asked: EcsService, signal: AbortSignal, now = Date.now()): Promise<TaskFacts | 'not-found'> =>
  asking(asked, signal, async ({ found, tasks }) => {
    const died = stopsOf(await tasks('STOPPED'), now).filter(({ byItself }) => byItself);
    const running = died.length === 0 ? [] : await tasks('RUNNING');
    const starts = running.flatMap(({ startedAt, createdAt }) => (startedAt ?? createdAt)?.getTime() ?? []);
    const rollout = found.deployments?.find(({ status }) => status === 'PRIMARY')?.rolloutState;
    return {
      status: found.status ?? 'unknown',
      running: part(found.runningCount, 'runningCount'),
      desired: part(found.desiredCount, 'desiredCount'),
      pending: found.pendingCount ?? 0,
      ...(rollout === undefined ? {} : { rollout }),
      stoppedLastHour: died.length,
      ...(starts.length === 0 ? {} : { youngestStartedAt: Math.max(...starts) }),
      ...lastStopOf(died[0]),
      events: (found.events ?? []).slice(0, keptEvents).flatMap(({ message }) => message ?? []),
    };
  });
