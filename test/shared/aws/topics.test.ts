import { SNSClient } from '@aws-sdk/client-sns';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startGateway } from '../../../local/gateway/gateway.ts';
import type { Gateway } from '../../../local/gateway/gateway.ts';
import { publish, subjectLine } from '../../../shared/aws/topics.ts';
import { clientConfig } from '../../fixtures/table.ts';

let gateway: Gateway;
let client: SNSClient;
let topicArn: string;
beforeAll(async () => {
  gateway = await startGateway();
  client = new SNSClient({ ...clientConfig(gateway), maxAttempts: 1 });
  topicArn = gateway.createTopic('people');
});
afterAll(async () => {
  client.destroy();
  await gateway.stop();
});

test('a message is taken as it was meant', async () => {
  const attributes = { severity: 'critical', note: 'production#1' };
  const message = { topicArn, subject: 'registry is down', body: 'Zeile 1 <&> "ü"\nline 2', attributes };
  expect(await publish(message, client)).toBe('taken');
  expect(gateway.published().at(-1)).toMatchObject(message);
});

test('a message whose subject has nothing left goes without one', async () => {
  expect(await publish({ topicArn, subject: ' \n ', body: 'b' }, client)).toBe('taken');
  expect(gateway.published().at(-1)).not.toHaveProperty('subject');
});

describe('a subject', () => {
  test.for([
    ['auth: operational → down', 'auth: operational -> down'],
    ['a\r\nb\tc', 'a b c'],
    ['  Größe – “é” 🚨', 'Grosse - "e" ?'],
    ['x'.repeat(99), 'x'.repeat(99)],
    ['x'.repeat(100), `${'x'.repeat(96)}...`],
    ['\u2028', '?'],
  ] as const)('is made ASCII, one line, under 100 characters: %j', ([subject, line]) => {
    expect(subjectLine(subject)).toBe(line);
  });

  test('is always one that SNS takes', async () => {
    const anyText = fc.array(fc.nat(0x10_ffff), { maxLength: 150 }).map((codes) => String.fromCodePoint(...codes));
    const lines = fc.sample(anyText, 20);
    fc.assert(fc.property(anyText, (subject) =>
      /^[\x21-\x7e][\x20-\x7e]{0,98}$/.test(subjectLine(subject) ?? 'none')));
    const said = await Promise.all(lines.map((subject) => publish({ topicArn, subject, body: 'b' }, client)));
    expect(new Set(said)).toEqual(new Set(['taken']));
  });
});

describe('a failure is a value', () => {
  test.for(['refuse', 'error', 'throttle', 'hang'] as const)('that may go better later: %s', async (kind) => {
    const lift = gateway.fail({ service: 'sns', kind });
    const said = await publish({ topicArn, subject: 's', body: 'b', timeoutMs: kind === 'hang' ? 50 : 3_000 }, client);
    lift();
    expect(said).toEqual({ transient: expect.any(String) });
  });

  test('that may go better later: nobody listens', async () => {
    const nobody = new SNSClient({ ...clientConfig({ url: 'http://127.0.0.1:1' }), maxAttempts: 1 });
    expect(await publish({ topicArn, subject: 's', body: 'b' }, nobody)).toEqual({ transient: expect.stringContaining('ECONNREFUSED') });
  });

  test.for([
    ['an unknown topic', { topicArn: 'arn:aws:sns:us-east-1:000000000000:nobody' }, 'NotFoundException'],
    ['no topic', { topicArn: 'people' }, 'InvalidParameterException'],
    ['no body', { body: '' }, 'InvalidParameterException'],
    ['a body over 256 KiB', { body: 'x'.repeat(262_145) }, 'InvalidParameterException'],
    ['an empty attribute', { attributes: { severity: '' } }, 'InvalidParameterValueException'],
  ] as const)('that will not go better: %s', async ([, change, error]) => {
    const before = gateway.published().length;
    expect(await publish({ topicArn, subject: 's', body: 'b', ...change }, client)).toEqual({ refused: expect.stringContaining(error) });
    expect(gateway.published()).toHaveLength(before);
  });
});

test('without a client it finds its way by the environment', async () => {
  for (const [name, value] of Object.entries(gateway.env)) vi.stubEnv(name, value);
  expect(await publish({ topicArn, subject: 'environment', body: 'b' })).toBe('taken');
  vi.unstubAllEnvs();
  expect(gateway.published().at(-1)).toMatchObject({ subject: 'environment' });
});
