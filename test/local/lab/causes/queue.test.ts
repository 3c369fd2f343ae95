import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startGateway } from '../../../../local/gateway/gateway.ts';
import type { Gateway } from '../../../../local/gateway/gateway.ts';
import { queueMetrics } from '../../../../local/lab/control-plane/metrics/queue.ts';
import { queueUrl } from '../../../../local/lab/control-plane/names.ts';
import { sqs as labQueue } from '../../../../local/lab/control-plane/sqs.ts';
import { healthy } from '../../../../local/lab/healthy.ts';
import { createSwitches } from '../../../../local/lab/switches.ts';
import { queueAt } from '../../../../local/lab/world/queue.ts';
import { plan } from '../../../../shared/categories/index.ts';
import { judge } from '../../../../shared/checks/judge.ts';
import { sqs } from '../../../../shared/probes/sqs.ts';
import { aPlatform } from '../../../fixtures/platform.ts';
import { probe } from '../../../fixtures/probing.ts';

const switches = createSwitches(healthy('a-key', 'a-password', Date.now()), () => {});
const queue = (at: number) => queueAt(switches.history(), at);
let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ services: [labQueue(() => queue(Date.now()))], measured: () => queueMetrics(queue, Date.now()) });
  for (const [name, value] of Object.entries(gateway.env)) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await gateway.stop();
});

const described = { type: 'sqs', url: queueUrl, maxDepth: 1_000, maxAgeMs: 600_000 } as const;
const check = plan(aPlatform({ queue: described })).find(({ id }) => id === 'dependencies/queue');

test.each([
  ['nothing', [], []],
  ['queue-backlog', ['queue-backlog'], ['messages that wait ≤ 1000', 'age of the oldest message ≤ 600 s or absent']],
  ['queue-stuck', ['queue-stuck'], ['age of the oldest message ≤ 600 s or absent']],
  ['queue-missing', ['queue-missing'], ['not-found']],
])('%s is seen by its own symptom', async (_, causes, symptoms) => {
  switches.breakBy(causes);
  const seen = await probe(sqs, check?.probe.settings);
  const unmet = judge(check?.expect ?? {}, seen, 0).filter(({ ok }) => !ok).map(({ expected }) => expected);
  expect(seen.failure === undefined ? unmet : [seen.failure.reason]).toEqual(symptoms);
});
