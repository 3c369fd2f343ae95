import type { Task } from '@aws-sdk/client-ecs';

/** A task that has stopped. */
export interface Stop {
  /** Epoch milliseconds. */
  readonly at: number;
  /** `EssentialContainerExited`, with the exit code where a container had one: `EssentialContainerExited (exit 1)`. */
  readonly how: string;
  readonly code: string;
  /** In ECS's words; not redacted. */
  readonly reason: string;
  readonly exit?: number;
  /** Family and revision, such as `hokusai-api:42`. */
  readonly taskDefinition: string;
  /** Whether nobody stopped it. */
  readonly byItself: boolean;
}

export const hourMs = 3_600_000;

/** It died, did not start, or failed its health checks. Source: Amazon ECS API reference, Task.stopCode. */
const stoppedByItself = ({ stopCode, stoppedReason = '' }: Task): boolean =>
  stopCode === 'EssentialContainerExited' || stopCode === 'TaskFailedToStart'
  || (stopCode === 'ServiceSchedulerInitiated' && /failed (?:ELB|container) health checks/.test(stoppedReason));

/** What comes last in an ARN: a name, or family and revision. */
export const lastPart = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

const stopOf = (task: Task, at: number): Stop => {
  const { containers = [], stopCode: code = 'unknown', stoppedReason, taskDefinitionArn = 'unknown' } = task;
  const exit = containers.find(({ exitCode }) => exitCode !== undefined && exitCode !== 0)?.exitCode;
  // A container may know more, such as that its memory was at an end.
  const more = containers.find(({ reason }) => reason !== undefined && reason !== stoppedReason)?.reason;
  return {
    at, code, how: exit === undefined ? code : `${code} (exit ${exit})`, ...(exit === undefined ? {} : { exit }),
    reason: [stoppedReason, more].filter((part) => part !== undefined).join('; ') || 'no reason given',
    taskDefinition: lastPart(taskDefinitionArn), byItself: stoppedByItself(task),
  };
};

/** The tasks that stopped within the last hour, whoever stopped them, the youngest first. `now` is epoch milliseconds. */
export const stopsOf = (tasks: readonly Task[], now: number): readonly Stop[] => tasks.flatMap((task) => {
  const at = task.stoppedAt?.getTime();
  return at === undefined || now - at > hourMs ? [] : [stopOf(task, at)];
}).toSorted((a, b) => b.at - a.at);
