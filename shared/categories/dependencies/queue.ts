import type { Expect, ProbeSpec } from '../../checks/check.ts';
import type { Backlog, Platform, Queue } from '../../platform/platform.ts';
import type { AmqpSettings } from '../../probes/amqp.ts';
import type { SqsSettings } from '../../probes/sqs.ts';
import type { Draft } from '../draft.ts';
import { redisAt } from './cache.ts';

/** What is empty has no age, nor has a list in Redis. */
const atMost = ({ maxDepth, maxAgeMs }: Backlog): Expect => ({
  depth: { lte: maxDepth, words: { called: 'messages that wait' } },
  oldestAgeSeconds: { lte: maxAgeMs / 1_000, absent: true, words: { called: 'age of the oldest message', unit: 's' } },
});

interface Checked { readonly name: string; readonly probe: ProbeSpec; readonly expect: Expect }

const checked = (queue: Queue): Checked => {
  switch (queue.type) {
    case 'sqs': {
      const probe: ProbeSpec<'sqs', SqsSettings> = { kind: 'sqs', settings: { url: queue.url } };
      return { name: 'Messages in SQS are dealt with', probe, expect: { facts: atMost(queue) } };
    }
    case 'redis': {
      const expect = { facts: { role: 'master', ...atMost(queue) } };
      return { name: 'Messages in Redis are dealt with', probe: redisAt(queue, queue.key), expect };
    }
    case 'amqp': {
      const { host, port, tls, vhost, credential } = queue;
      const settings = { host, port, tls, vhost, ...(credential === undefined ? {} : { credential }) };
      const probe: ProbeSpec<'amqp', AmqpSettings> = { kind: 'amqp', settings };
      return { name: 'The message broker takes the login of the platform', probe, expect: { facts: { opened: true } } };
    }
  }
};

/** The message queue is there, and neither too many messages wait in it nor one for too long; of a broker only that it lets the platform in. */
export const queue = ({ queue: described }: Platform): readonly Draft[] =>
  (described === undefined ? [] : [{ slug: 'queue', service: 'queue', role: 'user-path', ...checked(described) }]);
