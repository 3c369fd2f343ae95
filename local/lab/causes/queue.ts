import type { QueueSettings } from '../settings.ts';
import type { Cause, Causes } from './cause.ts';

const queue = (change: (queue: QueueSettings) => Partial<QueueSettings>, what: string): Cause =>
  ({ what, apply: (settings) => ({ ...settings, queue: { ...settings.queue, ...change(settings.queue) } }) });

/** What can be wrong with the message queue. */
export const queueCauses: Causes = {
  // After an hour 4,800 wait, and more and more.
  'queue-backlog': queue(
    ({ taken }) => ({ everyMs: 500, taken: taken === 'never' ? taken : { everyMs: 1_500 }, inFlight: 4 }),
    'messages come faster than they are dealt with: thousands wait',
  ),
  'queue-stuck': queue(() => ({ taken: 'never' }), 'nobody has taken a message out of the queue for an hour'),
  'queue-missing': queue(() => ({ there: false }), 'the message queue was deleted'),
};
