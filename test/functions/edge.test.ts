import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { recorderOf } from '../../functions/edge.ts';
import { startGateway, type Gateway } from '../../local/gateway/gateway.ts';
import type { Audience } from '../../shared/platform/platform.ts';
import { serve } from '../fixtures/http-server.ts';
import { letter, notes } from '../fixtures/letters.ts';
import { aPlatform } from '../fixtures/platform.ts';
import { alarmFaults } from '../fixtures/receivers/alarm.ts';
import { chatFaults } from '../fixtures/receivers/chat.ts';
import { listensTo, pager } from '../fixtures/receivers/pager.ts';
import { topicFaults } from '../fixtures/receivers/topic.ts';

const told = (name: string) => {
  const note = notes[name];
  if (note === undefined) throw new Error(name);
  const { evaluation, states } = letter(note);
  return { note, seen: { states, ...(evaluation !== undefined && { evaluation }) } };
};

const audience = (changes: Partial<Audience>): Audience =>
  ({ way: { topic: { env: 'NOTIFY_TOPIC_ARN' } }, form: 'email', severity: 'warning', checker: true, ...changes });

const key = 'not-a-routing-key-0000-0000-0000';
const keys = { read: () => Promise.resolve(key), forget: () => {} };
const { note, seen } = told('opened');

test('a note to an audience that is no longer described is refused for good, so that it does not wait for ever', async () => {
  const { publish } = recorderOf(aPlatform(), [], {}, keys);
  expect(await publish('former', note, 'full', seen)).toEqual({ refused: 'the audience former is no longer described' });
});

test('a note whose topic the environment does not name yet waits', async () => {
  const { publish } = recorderOf(aPlatform({ audiences: { default: audience({}) } }), [], {}, keys);
  expect(await publish('default', note, 'full', seen)).toEqual({ transient: 'the topic of default is not known: set its environment variable' });
});

describe('to a topic', () => {
  let gateway: Gateway;
  let publishAs: (form: Audience['form'], name: string, size?: 'full' | 'minimal') => Promise<{ said: unknown; sent: readonly { subject: string; body: string }[] }>;
  beforeAll(async () => {
    gateway = await startGateway();
    for (const [name, value] of Object.entries(gateway.env)) vi.stubEnv(name, value);
    const arn = gateway.createTopic('people');
    const described = { links: { runbook: 'https://wiki.example.com/runbook' }, impact: { auth: 'Nobody can log in to the portal.' } };
    publishAs = async (form, name, size = 'full') => {
      const { publish } = recorderOf(aPlatform({ ...described, audiences: { people: audience({ way: { topic: { arn } }, form }) } }), [], {}, keys);
      const before = gateway.published().length;
      const { note: each, seen: with_ } = told(name);
      const said = await publish('people', each, size, with_);
      return { said, sent: gateway.published().slice(before).map(({ subject = '', body }) => ({ subject, body })) };
    };
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await gateway.stop();
  });

  test.for(['full', 'minimal'] as const)('each form is what its receiver takes, %s', async (size) => {
    const faultsOf = { email: () => [], pager: alarmFaults, chat: chatFaults };
    for (const form of ['email', 'pager', 'chat'] as const) {
      const { said, sent } = await publishAs(form, 'opened', size);
      expect(said).toBe('taken');
      expect(sent).toHaveLength(1);
      expect(sent.flatMap((message) => [...topicFaults(message), ...faultsOf[form](message)])).toEqual([]);
    }
  });

  test('at the end of an incident each of its keys gets a message', async () => {
    const { said, sent } = await publishAs('pager', 'resolved');
    expect(said).toBe('taken');
    expect(sent.map(({ body }) => (JSON.parse(body) as Record<string, string>)['AlarmName'])).toEqual(['hokusai/test#3', 'hokusai/test#4']);
  });

  test('of what a pager has nothing to do with nothing is sent, and nobody has taken it', async () => {
    expect(await publishAs('pager', 'impaired')).toEqual({ said: 'nothing to say', sent: [] });
  });

  test('it names what the description does: services as people know them, links, what people feel', async () => {
    const { sent } = await publishAs('email', 'opened');
    expect(sent[0]?.body).toContain('--cluster main --services api-service');
    expect(sent[0]?.body).toContain('Where to look\n  runbook  https://wiki.example.com/runbook\n');
    expect(sent[0]?.body).toContain('auth (DOWN): Nobody can log in to the portal.');
  });
});

describe('to PagerDuty', () => {
  let forgotten: string[] = [];
  beforeEach(() => { forgotten = []; });
  const recorder = (url: string) => recorderOf(aPlatform({ audiences: { pager: audience({ form: 'pager', way: { pagerDuty: { credential: 'pager', url } } }) } }), [], {},
    { read: (name) => Promise.resolve(name === 'pager' ? key : 'another'), forget: (name) => { forgotten.push(name); } });

  test('an event is published with the described key', async () => {
    const its = pager();
    await using server = await serve(listensTo(its));
    expect(await recorder(`http://${server.address}/v2/enqueue`).publish('pager', note, 'full', seen)).toBe('taken');
    expect(its.came).toEqual([{ action: 'trigger', key: 'hokusai/test#3', routingKey: key }]);
    expect(forgotten).toEqual([]);
  });

  test('a key that is refused is read anew for the next try', async () => {
    await using server = await serve((_, response) => response.writeHead(400).end());
    expect(await recorder(`http://${server.address}/v2/enqueue`).publish('pager', note, 'full', seen)).toEqual({ refused: expect.stringContaining('400') });
    expect(forgotten).toEqual(['pager']);
  });
});
