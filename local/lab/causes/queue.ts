import type { QueueSettings } from '../settings.ts';
import type { Cause, Causes } from './cause.ts';

const hour = 3_600_000;

const queue = (change: (queue: QueueSettings, since: number) => Partial<QueueSettings>, what: string): Cause =>
  ({ what, apply: (settings) => ({ ...settings, queue: { ...settings.queue, ...change(settings.queue, settings.since) } }) });

/** What can be wrong with the message queue. */
export const queueCauses: Causes = {
  'queue-backlog': queue(({ oldestSince }) => ({ depth: 4_800, inFlight: oldestSince === undefined ? 10 : 0 }), 'messages come faster than they are dealt with: thousands wait'),
  'queue-stuck': queue(({ depth }, since) => ({ depth: Math.max(depth, 40), inFlight: 0, oldestSince: since - hour }), 'nobody has taken a message out of the queue for an hour'),
  'queue-missing': queue(() => ({ there: false }), 'the message queue was deleted'),
};
