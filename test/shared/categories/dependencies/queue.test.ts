import * as z from 'zod';
import { describe, expect, test } from 'vitest';
import { plan } from '../../../../shared/categories/index.ts';
import { judge } from '../../../../shared/checks/judge.ts';
import type { Queue } from '../../../../shared/platform/platform.ts';
import { grammar } from '../../../../shared/description.ts';
import { aPlatform } from '../../../fixtures/platform.ts';

const backlog = { maxDepth: 100, maxAgeMs: 600_000 };
const server = { host: 'queue.example.com', port: 6379, tls: true, credential: 'queue' };
const queues = {
  sqs: { type: 'sqs', url: 'https://sqs.us-east-1.amazonaws.com/123456789012/jobs', ...backlog },
  redis: { type: 'redis', key: 'jobs', ...server, ...backlog },
  amqp: { type: 'amqp', vhost: '/', ...server, ...backlog },
} as const satisfies Record<string, Queue>;
const checkOf = (queue?: Queue) => plan(aPlatform(queue === undefined ? {} : { queue })).find(({ id }) => id === 'dependencies/queue');

const failed = (queue: Queue, facts: Readonly<Record<string, string | number | boolean>>) =>
  judge(checkOf(queue)?.expect ?? {}, { phases: {}, totalMs: 0, facts }, 0)
    .filter(({ ok }) => !ok).map(({ expected, saw }) => `expected ${expected}, got ${saw}`);

describe('the queue check', () => {
  test.each([
    ['sqs', { url: 'https://sqs.us-east-1.amazonaws.com/123456789012/jobs' }],
    ['redis', { ...server, key: 'jobs' }],
    ['amqp', { ...server, vhost: '/' }],
  ] as const)('of a queue in %s asks there', (type, settings) => {
    const check = checkOf(queues[type]);
    expect(check).toMatchObject({ service: 'queue', probe: { kind: type, settings } });
    expect(grammar.kinds[type]?.settings(z).parse(settings)).toEqual(check?.probe.settings);
  });

  test('is not there where no queue is described', () => {
    expect(checkOf()).toBeUndefined();
  });

  test('names no credential where none is described', () => {
    const { credential: _, ...amqp } = queues.amqp;
    expect(checkOf(amqp)?.probe.settings).not.toHaveProperty('credential');
  });

  test.each([
    ['as many as may wait, as long as they may', { depth: 100, oldestAgeSeconds: 600 }, []],
    ['nothing that waits', { depth: 0 }, []],
    ['messages of whose age nobody knows', { depth: 5 }, []],
    ['too many', { depth: 101, oldestAgeSeconds: 1 }, ['expected messages that wait ≤ 100, got 101']],
    ['one that waits too long', { depth: 1, oldestAgeSeconds: 601 }, ['expected age of the oldest message ≤ 600 s or absent, got 601 s']],
    ['no number', {}, ['expected messages that wait ≤ 100, got no depth']],
  ])('judges %s', (_, facts, outcomes) => {
    expect(failed(queues.sqs, facts)).toEqual(outcomes);
    expect(failed(queues.redis, { role: 'master', ...facts })).toEqual(outcomes);
  });

  test('wants the master of Redis, and a virtual host that was opened', () => {
    expect(failed(queues.redis, { role: 'replica', depth: 0 })).toEqual(['expected role = "master", got "replica"']);
    expect(failed(queues.amqp, { opened: true })).toEqual([]);
    expect(failed(queues.amqp, { product: 'RabbitMQ' })).toEqual(['expected opened = true, got no opened']);
  });
});
