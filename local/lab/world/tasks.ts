import type { Task } from '../control-plane/ecs.ts';
import { deploymentId } from '../control-plane/names.ts';
import type { ServiceName } from '../settings.ts';
import { serviceNames } from '../settings.ts';
import { fails, type Failing, type Process, type Stop } from './process.ts';
import type { Spell, Spells } from './spells.ts';

/** So long ECS tells of a task that stopped. */
const hourMs = 3_600_000;

/** An id like those of ECS, the same for the same task. */
const idOf = (service: ServiceName, at: number): string =>
  `${serviceNames.indexOf(service)}${Math.round(at).toString(16)}`.padStart(32, '0');

const taskOf = (service: ServiceName, startedAt: number, at: number, stop: Stop, now: number): Task =>
  ({ id: idOf(service, startedAt), service, startedAt, ...(at <= now ? { stopped: { at, ...stop } } : {}) });

/** Somebody wanted other tasks, or none. */
const stoppedByEcs = (service: ServiceName): Stop =>
  ({ code: 'ServiceSchedulerInitiated', reason: `Scaling activity initiated by (deployment ${deploymentId(service)})` });

/** Tasks that died one after the other; the last one when something else came. One that never starts is told of when it is given up. */
const repeated = (service: ServiceName, { everyMs, stop, state }: Failing, { from, until }: Spell, next: Process | undefined, now: number): readonly Task[] => {
  const end = Math.min(until, now + 1);
  const first = Math.max(0, Math.floor((now - hourMs - from) / everyMs));
  const rounds = Array.from({ length: Math.max(0, Math.ceil((end - from) / everyMs) - first) }, (_, index) => from + (first + index) * everyMs);
  return rounds.flatMap((startedAt) => {
    const over = startedAt + everyMs;
    if (over < until) return state === 'dies' || over <= now ? [taskOf(service, startedAt, over, stop, now)] : [];
    return state === 'dies' ? [taskOf(service, startedAt, until, next?.state === 'absent' ? stoppedByEcs(service) : stop, now)] : [];
  });
};

const during = (service: ServiceName, spell: Spell, next: Process | undefined, deployedAt: number, now: number): readonly Task[] => {
  const { process, from, until } = spell;
  if (fails(process)) return repeated(service, process, spell, next, now);
  if (process.state === 'absent') return [];
  // What runs dies of something; an image that is gone ends nothing.
  return [taskOf(service, Math.max(from, deployedAt), until, next?.state === 'dies' ? next.stop : stoppedByEcs(service), now)];
};

/**
 * Every task that ECS still tells of at a moment, the youngest first; times are epoch milliseconds. `deployedAt` is when the services were
 * deployed, and well.
 */
export const tasksOf = (spells: Spells, deployedAt: number, now: number): readonly Task[] => serviceNames.flatMap((service) =>
  spells[service]
    .flatMap((spell, at, all) => (spell.from > now ? [] : during(service, spell, all[at + 1]?.process, deployedAt, now)))
    .filter(({ stopped }) => stopped === undefined || stopped.at > now - hourMs)
    .toSorted((a, b) => b.startedAt - a.startedAt));
