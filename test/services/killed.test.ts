import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as fc from 'fast-check';
import { mkdirSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { startGateway } from '../../local/gateway/gateway.ts';
import { incidents } from '../../local/lab/incidents.ts';
import { pagerKey } from '../../shared/alerts/incident.ts';
import { dynamoStore } from '../../shared/aws/table.ts';
import { clientConfig } from '../fixtures/table.ts';
import { cleanUp, startProcess } from '../local/start/process.ts';
import { createAuditor, type Left } from './auditor.ts';

const deaths = 50;
const folder = cleanUp();
const data = join(folder, 'data');
mkdirSync(data);
const topics = { people: 'hokusai-health', pager: 'hokusai-health-pager', chat: 'hokusai-health-chat' };

const storeAt = (url: string) =>
  dynamoStore({ tableName: 'hokusai-health', environment: 'lab', vantage: 'main', client: new DynamoDBClient(clientConfig({ url })) });

const whatIsLeft = async (): Promise<Left> => {
  const gateway = await startGateway({ dataDir: data });
  try {
    const store = storeAt(gateway.url);
    // Where it died before there was a table there is nothing to read.
    const states = await store.states().catch(() => []);
    return { evaluation: await store.evaluation().catch(() => undefined), states, messages: [...gateway.published()] };
  } finally {
    await gateway.stop();
  }
};

/** A life: what it is asked for, and when it ends: so long after its start, or after the next message has been published. */
const lives = fc.sample(fc.record({
  asked: fc.array(fc.constantFrom('run', 'run', 'heal', ...incidents.map(({ id }) => `incident ${id}`)), { minLength: 1, maxLength: 5 }),
  end: fc.oneof(
    fc.record({ after: fc.constant('start'), ms: fc.nat(7_000) }),
    fc.record({ after: fc.constant('message'), ms: fc.nat(30) }),
  ),
}), deaths);

/** When something more has been published, or nothing came of it in eight seconds. */
const nextMessage = (): Promise<unknown> => {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const watcher = watch(data, (_, file) => { if (file === 'messages.jsonl') resolve(undefined); });
  const limit = new AbortController();
  return Promise.race([promise, setTimeout(8_000, undefined, { signal: limit.signal }).catch(() => {})]).finally(() => {
    limit.abort();
    watcher.close();
  });
};

it(`killed ${deaths} times, it loses no message, says none twice without a death, and closes what it opened`, { timeout: 1_200_000 }, async () => {
  const auditor = createAuditor(topics);
  for (const [number, { asked, end }] of lives.entries()) {
    const life = startProcess(`life-${number}`, '--data', data);
    const moment = end.after === 'message' ? nextMessage() : Promise.resolve();
    asked.forEach((line) => life.say(line));
    await moment;
    await setTimeout(end.ms);
    life.child.kill('SIGKILL');
    expect(await life.ended).toEqual([null, 'SIGKILL']);
    auditor.looksAt(await whatIsLeft());
  }

  const last = startProcess('last', '--data', data);
  const [, environmentFile = ''] = await last.until(/terminal: \. (\S+) &&/);
  const [, url = ''] = /AWS_ENDPOINT_URL\w*='(http:[^']+)'/.exec(readFileSync(environmentFile, 'utf8')) ?? [];
  const store = storeAt(url);
  // What was claimed by the dead is free after a minute and a half.
  await vi.waitFor(async () => {
    const { queues = {} } = await store.evaluation() ?? {};
    expect(Object.values(queues).flatMap(({ notes }) => notes)).toEqual([]);
  }, { timeout: 180_000, interval: 1_000 });
  last.child.kill('SIGTERM');
  expect(await last.ended).toEqual([0, null]);
  const left = await whatIsLeft();
  auditor.looksAt(left);
  const copies = auditor.concludes(deaths);
  const open = left.evaluation?.incident;
  const told = open !== undefined && Object.hasOwn(open.members, 'pager');
  expect(auditor.pages()).toEqual(told ? open.keys.map((key) => pagerKey('lab', key)) : []);
  // Of a test in which nothing was told nothing would follow.
  expect(left.messages.length).toBeGreaterThan(deaths / 2);
  console.log(`${deaths} deaths: ${left.messages.length} messages, ${copies} of them second copies; ${left.evaluation?.incidents} incidents`);
});
