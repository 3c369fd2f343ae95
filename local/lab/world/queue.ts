import type { QueueSettings, Settings } from '../settings.ts';
import { failingForMs } from '../settings.ts';
import type { Processes } from './process.ts';

/** Messages come so far apart, milliseconds. */
const everyMs = 90_000;

/**
 * The queue, out of which the registry's API takes messages: where that does not run they have been piling up since an hour before the
 * settings hold, as its tasks have been stopping.
 */
export const queueOf = ({ queue, since }: Pick<Settings, 'queue' | 'since'>, { api }: Pick<Processes, 'api'>, now: number): QueueSettings => {
  if (api.state === 'serves') return queue;
  const untaken = since - failingForMs;
  const { depth, inFlight, oldestSince = untaken } = queue;
  return { ...queue, depth: depth + inFlight + Math.floor((now - untaken) / everyMs), inFlight: 0, oldestSince: Math.min(oldestSince, untaken) };
};
