import type { RequestListener } from 'node:http';
import { describe, expect, test, vi } from 'vitest';
import { CredentialError } from '../../../shared/checks/credential-error.ts';
import { publishEvents } from '../../../shared/pagerduty/publish-events.ts';
import { pagerEvents } from '../../../shared/report/note/events.ts';
import { serve } from '../../fixtures/http-server.ts';
import { letter, notes } from '../../fixtures/letters.ts';
import { listensTo, pager } from '../../fixtures/receivers/pager.ts';
import { closedPort } from '../../fixtures/tcp-server.ts';

const key = 'not-a-routing-key-0000-0000-0000';
const readKey = () => Promise.resolve(key);

const eventsOf = (name: string) => {
  const note = notes[name];
  if (note === undefined) throw new Error(name);
  return pagerEvents(letter(note), 'full');
};

const publishTo = async (listener: RequestListener, name = 'opened') => {
  await using server = await serve(listener);
  return await publishEvents(eventsOf(name), { url: `http://${server.address}/v2/enqueue`, readKey });
};

test('what PagerDuty takes is taken, each event with the key, in order', async () => {
  const its = pager();
  expect(await publishTo(listensTo(its), 'trial')).toBe('taken');
  expect(its.came.map(({ action, routingKey }) => [action, routingKey])).toEqual([['trigger', key], ['resolve', key]]);
  expect(its.open.size).toBe(0);
});

test('a note that says nothing to a pager asks nobody, and reads no key', async () => {
  const never = vi.fn<() => Promise<string>>();
  expect(await publishEvents([], { url: 'https://127.0.0.1:1/', readKey: never })).toBe('nothing to say');
  expect(never).not.toHaveBeenCalled();
});

test('up to the first event that is not taken, all of which is then published again', async () => {
  const its = pager();
  const failures = [undefined, 'before', undefined, undefined] as const;
  let attempt = 0;
  const listener = listensTo(its, () => failures[attempt++]);
  expect(await publishTo(listener, 'resolved')).toEqual({ transient: expect.stringContaining('429') });
  expect(await publishTo(listener, 'resolved')).toBe('taken');
  expect(its.came.map((came) => came.key)).toEqual(['hokusai/production#3', 'hokusai/production#4', 'hokusai/production#3', 'hokusai/production#4']);
});

describe('an answer', () => {
  test('of 202 alone means that it was taken', async () => {
    expect(await publishTo((_, response) => response.writeHead(202).end())).toBe('taken');
  });

  test.for([
    [200, 'refused'], [204, 'refused'], [302, 'refused'], [400, 'refused'], [403, 'refused'], [404, 'refused'], [408, 'transient'], [429, 'transient'],
    [500, 'transient'], [502, 'transient'], [503, 'transient'],
  ] as const)('of %i is %s', async ([status, became]) => {
    const published = await publishTo((_, response) => response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end());
    expect(published).toEqual({ [became]: expect.stringContaining(`PagerDuty answered ${status}`) });
  });

  test('that quotes the key is told without it', async () => {
    const published = await publishTo((request, response) => {
      request.resume().on('end', () => response.writeHead(400).end(JSON.stringify({ errors: [`routing_key ${key} is unknown`] })));
    });
    expect(published).toEqual({ refused: 'PagerDuty answered 400: {"errors":["routing_key [redacted] is unknown"]}' });
  });

  test('without an end is told by its beginning', async () => {
    const published = await publishTo((_, response) => {
      response.writeHead(503, { 'content-type': 'text/plain' });
      const more = (): void => { while (response.write('busy '.repeat(1_000))); response.once('drain', more); };
      more();
    });
    expect(published).toEqual({ transient: expect.stringMatching(/^PagerDuty answered 503: busy busy .{0,200}$/) });
  });
});

describe('what may go better later', () => {
  test('nobody listens', async () => {
    const published = await publishEvents(eventsOf('opened'), { url: `http://127.0.0.1:${await closedPort()}/`, readKey });
    expect(published).toEqual({ transient: expect.stringContaining('ECONNREFUSED') });
  });

  test('no answer comes in the time that there is', async () => {
    await using server = await serve(() => {});
    const published = await publishEvents(eventsOf('opened'), { url: `http://${server.address}/`, readKey, timeoutMs: 50 });
    expect(published).toEqual({ transient: expect.stringContaining('timeout') });
  });

  test('the connection is closed before an answer', async () => {
    expect(await publishTo((request) => { request.socket.destroy(); })).toEqual({ transient: expect.any(String) });
  });

  test('the key cannot be read in the time that there is', async () => {
    const published = await publishEvents(eventsOf('opened'), { url: 'https://127.0.0.1:1/', readKey: () => new Promise(() => {}), timeoutMs: 50 });
    expect(published).toEqual({ transient: expect.stringContaining('timeout') });
  });

  test('whoever keeps the key does not answer', async () => {
    const published = await publishEvents(eventsOf('opened'), { url: 'https://127.0.0.1:1/', readKey: () => Promise.reject(new CredentialError('No key.', 'unreachable')) });
    expect(published).toEqual({ transient: 'No key.' });
  });
});

describe('what will not', () => {
  test.for(['missing', 'refused', 'not-given'] as const)('the key is %s', async (fault) => {
    const published = await publishEvents(eventsOf('opened'), { url: 'https://127.0.0.1:1/', readKey: () => Promise.reject(new CredentialError('No key.', fault)) });
    expect(published).toEqual({ refused: 'No key.' });
  });

  test.for(['http://events.example.com/v2/enqueue', 'ftp://127.0.0.1/', 'events.example.com', ''])('an address over which the key does not go: %j', async (url) => {
    let reads = 0;
    const counted = () => { reads += 1; return readKey(); };
    expect(await publishEvents(eventsOf('opened'), { url, readKey: counted })).toEqual({ refused: 'The address of PagerDuty has to begin with https://.' });
    expect(reads).toBe(0);
  });
});
