import type { ServiceEvent, Task } from '../control-plane/ecs.ts';
import { balanced, targetGroupArn } from '../control-plane/names.ts';
import { changesOf, inForceAt, type History } from '../history.ts';
import type { ServiceName, Settings } from '../settings.ts';
import { serviceNames } from '../settings.ts';
import type { Spells } from './spells.ts';

type Told = Pick<ServiceEvent, 'at' | 'what'>;

/** Whether a service's tasks are in its target group, to get requests. */
const isRegistered = (settings: Settings, service: ServiceName): boolean => settings.groups[service].targets === 'registered';
const targets = (did: string, service: ServiceName): string => `${did} 1 targets in (target-group ${targetGroupArn(service)})`;

/** Of a task's life. One that ECS stops gets no more requests first. */
const ofTask = ({ id, service, startedAt, stopped }: Task, inGroup: (at: number) => boolean): readonly Told[] => [
  ...(stopped?.code !== 'ServiceSchedulerInitiated' ? [] : [
    `has stopped 1 running tasks: (task ${id}).`,
    ...(inGroup(stopped.at) ? [targets('deregistered', service), 'has begun draining connections on 1 tasks.'] : []),
  ].map((what) => ({ at: stopped.at, what }))),
  { at: startedAt, what: `has started 1 tasks: (task ${id}).` },
];

const ofGroup = (history: History, service: ServiceName): readonly Told[] => changesOf(history).flatMap(([before, after]) => {
  const [was, is] = [isRegistered(before, service), isRegistered(after, service)];
  return was === is ? [] : [{ at: after.since, what: targets(is ? 'registered' : 'deregistered', service) }];
});

/**
 * What ECS tells of its services at a moment, in its words, the newest first; times are epoch milliseconds. Source: Amazon ECS developer guide,
 * "Amazon ECS service event messages".
 */
export const serviceEventsOf = (history: History, spells: Spells, tasks: readonly Task[], deployedAt: number, now: number): readonly ServiceEvent[] =>
  serviceNames.flatMap((service) => {
    const isBalanced = balanced.includes(service);
    const inGroup = (at: number) => isBalanced && isRegistered(inForceAt(history, at - 1), service);
    const own = tasks.filter((task) => task.service === service);
    const steady = spells[service].filter(({ process: { state } }) => state === 'serves' || state === 'absent')
      .map(({ from }): Told => ({ at: Math.max(from, deployedAt), what: 'has reached a steady state.' }));
    const [last] = own;
    const stuck = spells[service].at(-1)?.process.state !== 'never starts' || last === undefined ? []
      : [{ at: last.startedAt, what: 'is unable to consistently start tasks successfully.' }];
    const told = [...stuck, ...steady, ...own.flatMap((task) => ofTask(task, inGroup)), ...(isBalanced ? ofGroup(history, service) : [])];
    return told.filter(({ at }) => at <= now).toSorted((a, b) => b.at - a.at)
      .map(({ at, what }, index): ServiceEvent => ({ id: `${service}-${at}-${told.length - index}`, service, at, what }));
  });
