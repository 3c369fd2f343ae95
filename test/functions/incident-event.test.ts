import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EventError } from '../../functions/event.ts';
import { parseIncidentEvent } from '../../functions/incident-event.ts';

const now = Date.UTC(2026, 0, 31, 9);
const parse = (input: unknown) => parseIncidentEvent(input, now, 'new');
const refusal = (input: unknown): string => {
  try {
    parse(input);
  } catch (error) {
    if (error instanceof EventError) return error.message;
  }
  return 'not refused';
};

describe('an event of the function of incidents', () => {
  it('says what is to be done, in whose name', () => {
    expect(parse({ action: 'ack', by: 'ada' })).toEqual({ action: 'ack', by: 'ada' });
    expect(parse({ action: 'ack', by: 'ada', incident: 7 })).toEqual({ action: 'ack', by: 'ada', incident: 7 });
    expect(parse({ action: 'note', by: 'ada', text: 'x' })).toEqual({ action: 'note', by: 'ada', text: 'x' });
    expect(parse({ action: 'unsilence', by: 'ada', silence: '3f' })).toEqual({ action: 'unsilence', by: 'ada', id: '3f' });
    expect(parse({ action: 'test-alert', by: 'ada', audience: 'a' })).toEqual({ action: 'test-alert', by: 'ada', audience: 'a' });
    expect([parse({ action: 'list' }), parse({ action: 'show' })]).toEqual([{ action: 'list' }, { action: 'show' }]);
  });

  it.each([
    [{ for: '90m' }, now + 90 * 60_000], [{ for: '2h' }, now + 2 * 3_600_000], [{ for: '3d' }, now + 3 * 86_400_000],
    [{ until: '2026-01-31T22:00:00+01:00' }, Date.UTC(2026, 0, 31, 21)],
  ])('is silent for %j', (span, until) => {
    expect(parse({ action: 'silence', by: 'ada', ...span })).toEqual({ action: 'silence', by: 'ada', id: 'new', until });
    expect(parse({ action: 'silence', by: 'ada', services: ['auth'], why: 'upgrade', ...span })).toMatchObject({ services: ['auth'], why: 'upgrade', until });
  });

  it('keeps nothing of a key that slipped into a text, nor what moves a cursor', () => {
    expect(parse({ action: 'note', by: ' ada\u001B[2J ', text: 'tried\nAuthorization: Bearer abcdefgh12345678' }))
      .toEqual({ action: 'note', by: 'ada·[2J', text: 'tried Authorization: [redacted]' });
  });

  it.each([
    ['nothing', undefined, 'The event is undefined, not an object.'],
    ['no action', { by: 'ada' }, 'action is undefined; there are: ack, note, silence, unsilence, test-alert, list, show.'],
    ['another action', { action: 'acknowledge' }, 'action is "acknowledge"; there are: ack'],
    ['an action that every object inherits', { action: 'constructor' }, 'action is "constructor"; there are: ack'],
    ['nobody', { action: 'ack' }, 'by is undefined; allowed: a name'],
    ['an endless name', { action: 'ack', by: 'x'.repeat(61) }, 'by has 61 characters; at most 60 are kept'],
    ['a number that is none', { action: 'ack', by: 'ada', incident: '7' }, 'incident is "7"; allowed: the number of an incident, such as 7'],
    ['an empty remark', { action: 'note', by: 'ada', text: ' ' }, 'text is " "; allowed: a remark'],
    ['no end', { action: 'silence', by: 'ada' }, 'one of for and until says how long'],
    ['two ends', { action: 'silence', by: 'ada', for: '2h', until: '2026-02-01T00:00:00Z' }, 'one of for and until says how long'],
    ['a span that is none', { action: 'silence', by: 'ada', for: 2 }, 'for is 2; allowed: minutes, hours or days, such as "90m", "2h" or "3d"'],
    ['a time that is none', { action: 'silence', by: 'ada', until: '2026-02-31T00:00:00Z' }, 'until is "2026-02-31T00:00:00Z"; allowed: an ISO 8601 time'],
    ['services that are none', { action: 'silence', by: 'ada', for: '2h', services: [] }, 'services is []; allowed: names of services'],
    ['a number among the services', { action: 'silence', by: 'ada', for: '2h', services: ['auth', 1] }, 'services is ["auth",1]; allowed: names of services'],
    ['another action’s key', { action: 'show', by: 'ada' }, 'unknown key "by"; allowed here: action'],
  ])('with %s is refused with what is allowed', (_what, input, message) => {
    expect(refusal(input)).toContain(message);
    expect(refusal(input)).toContain('Allowed are:\n  {"action": "ack"');
  });

  it('is refused with all its faults at once', () => {
    expect(refusal({ action: 'silence', services: 7, for: 'long', why: 1, whi: 2 }))
      .toMatch(/^The event is wrong: unknown key "whi";.*; by is undefined;.*; for is "long";.*; services is 7;.*; why is 1;.*\. Allowed are:/s);
  });

  it('has a sample for each action', () => {
    const events = join(import.meta.dirname, '../../events');
    const actions = readdirSync(events).filter((file) => file.startsWith('incident-')).map((file) => parse(JSON.parse(readFileSync(join(events, file), 'utf8'))).action);
    expect(actions.toSorted()).toEqual(['ack', 'list', 'note', 'show', 'silence', 'test-alert', 'unsilence']);
  });
});
