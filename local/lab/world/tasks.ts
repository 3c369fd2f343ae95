import type { Task } from '../control-plane/ecs.ts';
import type { ServiceName, Settings } from '../settings.ts';
import { failingForMs, serviceNames } from '../settings.ts';
import type { Process, Processes } from './process.ts';

const hourMs = 3_600_000;

/** An id like those of ECS, the same for the same task. */
const idOf = (service: ServiceName, at: number): string =>
  `${serviceNames.indexOf(service)}${Math.round(at).toString(16)}`.padStart(32, '0');

/** Tasks that died one after the other within the last hour, and the one that is up, if it comes that far. */
const repeated = (service: ServiceName, { everyMs, stop, state }: Extract<Process, { everyMs: number }>, since: number, now: number): readonly Task[] => {
  const begin = since - failingForMs;
  const whole = Math.floor((now - begin) / everyMs);
  const rounds = Array.from({ length: Math.ceil(hourMs / everyMs) }, (_, back) => begin + (whole - 1 - back) * everyMs);
  const stopped = rounds.filter((at) => at + everyMs > now - hourMs).map((startedAt): Task =>
    ({ id: idOf(service, startedAt), service, startedAt, stopped: { at: startedAt + everyMs, ...stop } }));
  const startedAt = begin + whole * everyMs;
  return state === 'dies' ? [{ id: idOf(service, startedAt), service, startedAt }, ...stopped] : stopped;
};

/** Every task that ECS still tells of, the youngest first; times are epoch milliseconds. `startedAt` is when the lab was made. */
export const tasksOf = (processes: Processes, { since }: Settings, startedAt: number, now: number): readonly Task[] =>
  serviceNames.flatMap((service) => {
    const process = processes[service];
    switch (process.state) {
      case 'serves':
        return [{ id: idOf(service, startedAt), service, startedAt }];
      case 'dies':
      case 'never starts':
        return repeated(service, process, since, now);
      case 'absent':
        return [];
    }
  });
