import type { Settings } from '../settings.ts';
import { serviceNames } from '../settings.ts';
import { fails, processesOf } from './process.ts';

const hourMs = 3_600_000;

/**
 * How long settings that come now, instead of those before, have been in force by then, milliseconds. Nobody has to wait for what AWS counts by
 * the hour: where a service dies, or messages pile up, that has been so for an hour. What dies for want of one that somebody scaled to nothing
 * has for half an hour, so that ECS, which tells of an hour, still tells of that.
 */
export const leadMs = (before: Settings, now: Settings): number => {
  const [earlier, processes] = [processesOf(before), processesOf(now)];
  const failing = serviceNames.filter((service) => fails(processes[service]) && !fails(earlier[service]));
  const piling = now.queue.taken !== 'as they come' && before.queue.taken === 'as they come';
  if (failing.length === 0 && !piling) return 0;
  return !piling && processes.mlflow.state === 'absent' && failing.every((service) => processes[service].without === 'mlflow') ? hourMs / 2 : hourMs;
};
