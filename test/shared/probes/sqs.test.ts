import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { startGateway } from '../../../local/gateway/gateway.ts';
import type { Gateway } from '../../../local/gateway/gateway.ts';
import { AwsError } from '../../../local/gateway/service.ts';
import { queueMetrics } from '../../../local/lab/control-plane/metrics/queue.ts';
import { queueUrl } from '../../../local/lab/control-plane/names.ts';
import { sqs as labQueue } from '../../../local/lab/control-plane/sqs.ts';
import type { QueueState } from '../../../local/lab/world/queue.ts';
import { plan } from '../../../shared/categories/index.ts';
import type { Expect } from '../../../shared/checks/check.ts';
import { conclude } from '../../../shared/checks/conclude.ts';
import { judge } from '../../../shared/checks/judge.ts';
import type { Observation } from '../../../shared/checks/observation.ts';
import { sqs } from '../../../shared/probes/sqs.ts';
import { denied } from '../../fixtures/aws.ts';
import { aPlatform } from '../../fixtures/platform.ts';
import { addsUp, probe, settingsFault, targetOf } from '../../fixtures/probing.ts';

const usual: QueueState = { there: true, depth: 7, inFlight: 2 };
let queue = usual;
let refusal: AwsError | undefined;
let measures = true;
/** Called when CloudWatch is asked. */
let onMeasured = () => {};

const measured = () => {
  onMeasured();
  return measures ? queueMetrics(() => queue, Date.now()) : [];
};

let gateway: Gateway;
beforeAll(async () => {
  const real = labQueue(() => queue);
  const answer: typeof real.answer = (operation, input) => {
    if (refusal !== undefined) throw refusal;
    return real.answer(operation, input);
  };
  gateway = await startGateway({ services: [{ ...real, answer }], measured });
  for (const [name, value] of Object.entries(gateway.env)) vi.stubEnv(name, value);
});
afterEach(() => {
  [queue, refusal, measures, onMeasured] = [usual, undefined, true, () => {}];
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await gateway.stop();
});

const ask = (url = queueUrl) => probe(sqs, { url });

describe('a queue', () => {
  test('tells how much waits and how long, and is as usual', async () => {
    const seen = await ask();
    expect(seen.facts).toEqual({ depth: 7, inFlight: 2, oldestAgeSeconds: 2 });
    expect(Object.keys(seen.phases)).toEqual(['firstByte']);
    expect(addsUp(seen)).toBe(true);
    expect(judge(sqs.expects, seen, 0)).toMatchObject([{ ok: true }]);
  });

  test('that nobody empties has old messages', async () => {
    queue = { ...usual, oldestSince: Date.now() - 3_600_000 };
    const { facts } = await ask();
    // Of the last minute that is over.
    expect(facts?.['oldestAgeSeconds']).toBeGreaterThan(3_600 - 121);
    expect(facts?.['oldestAgeSeconds']).toBeLessThanOrEqual(3_600);
  });

  test('of whose age CloudWatch knows nothing is neither good nor bad, unless too much waits in it', async () => {
    measures = false;
    const seen = await ask();
    expect(seen).toMatchObject({ facts: { depth: 7, inFlight: 2 }, failure: { reason: 'too-little-data', partly: true } });
    expect(addsUp(seen)).toBe(true);
    expect(concluded(seen)).toMatchObject({ verdict: 'unknown', reason: 'too-little-data', facts: { depth: 7, inFlight: 2 } });
    queue = { ...usual, depth: 1_001 };
    expect(concluded(await ask())).toMatchObject({ verdict: 'fail', reason: 'facts', detail: 'expected messages that wait ≤ 1000, got 1001' });
    queue = { ...usual, depth: 0, inFlight: 0 };
    expect(concluded(await ask())).toMatchObject({ verdict: 'pass' });
  });

  test('of which all was handed out is still as old', async () => {
    queue = { ...usual, depth: 0 };
    expect((await ask()).facts).toEqual({ depth: 0, inFlight: 2, oldestAgeSeconds: 2 });
  });

  test('that is empty is told without CloudWatch', async () => {
    queue = { ...usual, depth: 0, inFlight: 0 };
    const restore = gateway.fail({ service: 'cloudwatch', kind: 'error' });
    expect((await ask()).facts).toEqual({ depth: 0, inFlight: 0 });
    restore();
  });

  test('that is not there is not found', async () => {
    queue = { ...usual, there: false };
    expect((await ask()).failure).toEqual({ reason: 'not-found', phase: 'firstByte', detail: `SQS knows no queue ${queueUrl}` });
    queue = usual;
    expect((await ask(queueUrl.replace('messages', 'others'))).failure).toMatchObject({ reason: 'not-found' });
  });
});

/** As the platform's own check expects of it, and perhaps more. */
const concluded = (observation: Observation, more: Expect = {}) => {
  const described = aPlatform({ queue: { type: 'sqs', url: queueUrl, maxDepth: 1_000, maxAgeMs: 600_000 } });
  const outcomes = judge({ ...plan(described).find(({ id }) => id === 'dependencies/queue')?.expect, ...more }, observation, 0);
  return conclude({ check: { id: 'dependencies/queue' }, observation, outcomes, startedAt: 0, attempts: 1, secrets: [] });
};

describe('how much waits is known, and not for how long', () => {
  const quick = { duration: { max: 1 } };
  const ways: readonly (readonly [string, () => () => void, string])[] = [
    ['does not answer', () => gateway.fail({ service: 'cloudwatch', kind: 'error' }), 'CloudWatch could not be asked: '],
    ['refuses', () => {
      onMeasured = () => { throw denied('cloudwatch:GetMetricData'); };
      return () => {};
    }, "the checker's role lacks cloudwatch:GetMetricData"],
  ];
  test.each(ways)('where CloudWatch %s: too much is wrong all the same, and else it is unknown', async (_, begin, detail) => {
    const restore = begin();
    const well = await ask();
    queue = { ...usual, depth: 5_000 };
    const [seen, unnamed] = [await ask(), judge({ facts: { oldestAgeSeconds: { lte: 600 } } }, well, 0)];
    restore();
    expect(seen).toMatchObject({ facts: { depth: 5_000, inFlight: 2 }, failure: { reason: 'control-plane', phase: 'firstByte', partly: true } });
    expect(addsUp(seen)).toBe(true);
    expect(concluded(seen, quick)).toMatchObject({ verdict: 'fail', reason: 'facts', detail: 'expected messages that wait ≤ 1000, got 5000', facts: { depth: 5_000 } });
    expect(concluded(well, quick)).toMatchObject({
      verdict: 'unknown', reason: 'control-plane', phase: 'firstByte', detail: expect.stringContaining(detail), facts: { depth: 7, inFlight: 2 },
    });
    expect(unnamed).toEqual([]);
  });

  test('where the time is up while CloudWatch is asked', async () => {
    queue = { ...usual, depth: 5_000 };
    const up = new AbortController();
    onMeasured = () => up.abort();
    const seen = await probe(sqs, { url: queueUrl }, { signal: up.signal });
    expect(seen).toMatchObject({ facts: { depth: 5_000, inFlight: 2 }, failure: { detail: 'CloudWatch could not be asked: no answer in time' } });
    expect(concluded(seen)).toMatchObject({ verdict: 'fail', reason: 'facts' });
  });
});

describe('the checker cannot tell', () => {
  test('where it lacks the right to ask, and which', async () => {
    refusal = new AwsError('AccessDenied', 'User: arn:aws:iam::1:role/x is not authorized to perform: sqs:getqueueattributes on resource: arn');
    const detail = expect.stringMatching(/^SQS could not be asked: AccessDenied: .*; the checker's role lacks sqs:getqueueattributes$/);
    expect((await ask()).failure).toMatchObject({ reason: 'control-plane', detail });
  });

  test('of a queue of another region, and asks nobody', async () => {
    const { failure, totalMs } = await ask(queueUrl.replace('us-east-1', 'eu-west-1'));
    const detail = 'SQS could not be asked: Error: the queue is in eu-west-1, and the checker asks AWS in us-east-1';
    expect(failure).toEqual({ reason: 'control-plane', detail });
    expect(totalMs).toBe(0);
  });

  test('where SQS tells no numbers', async () => {
    queue = { ...usual, depth: Number.NaN };
    expect((await ask()).failure).toMatchObject({ reason: 'control-plane', detail: expect.stringContaining('the answer has no number of messages') });
  });

  test('when its time is up', async () => {
    const seen = await probe(sqs, { url: queueUrl }, { signal: AbortSignal.abort() });
    expect(seen.failure).toMatchObject({ reason: 'control-plane', detail: 'SQS could not be asked: no answer in time' });
  });
});

test('a described URL is never where the request goes', async () => {
  expect((await ask('https://elsewhere.example.com/000000000000/hokusai-messages-development')).facts).toMatchObject({ depth: 7 });
});

test('a target is named, touches no host, and is asked twice', () => {
  expect(targetOf(sqs, { url: queueUrl })).toEqual({ label: 'SQS hokusai-messages-development', requests: 2 });
});

test.each([
  {}, { url: 'hokusai' }, { url: 'https://sqs.us-east-1.amazonaws.com/' }, { url: 'https://sqs.us-east-1.amazonaws.com/12/hokusai' },
  { url: `${queueUrl}/more` }, { url: `${queueUrl}.lifo` }, { url: queueUrl, maxDepth: 1 },
])('settings such as %j are refused', (written) => {
  expect(settingsFault(sqs, written)).toBeTypeOf('string');
});

test('a queue with an order is taken', () => {
  expect(settingsFault(sqs, { url: `${queueUrl}.fifo` })).toBeUndefined();
});
