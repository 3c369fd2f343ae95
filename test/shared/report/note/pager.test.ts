import { expect, test } from 'vitest';
import { pagerEvents } from '../../../../shared/report/note/events.ts';
import { alarmMessages } from '../../../../shared/report/note/pager.ts';
import { facts, letter, notes, outage } from '../../../fixtures/letters.ts';

const [k3, k4] = ['hokusai/production#3', 'hokusai/production#4'];

/** What each note makes a pager do. */
const table: Readonly<Record<string, { readonly alarms: readonly string[]; readonly events: readonly string[] }>> = {
  'opened': { alarms: [`ALARM ${k3}`], events: [`trigger ${k3}`] },
  'opened-unrecorded': { alarms: [`ALARM ${k3}`], events: [`trigger ${k3}`] },
  // A page too many is better than one that nobody gets; only the second form can say that somebody cares for it.
  'opened-acknowledged': { alarms: [`ALARM ${k3}`], events: [`trigger ${k3}`, `acknowledge ${k3}`] },
  'opened-over': { alarms: [`OK ${k3}`], events: [`resolve ${k3}`] },
  'worsened': { alarms: [`ALARM ${k3}`], events: [`trigger ${k3}`] },
  'worsened-class': { alarms: [`ALARM ${k3}`], events: [`trigger ${k3}`] },
  'worsened-key': { alarms: [`ALARM ${k4}`], events: [`trigger ${k4}`] },
  'cause': { alarms: [`ALARM ${k3}`], events: [`trigger ${k3}`] },
  'opened-cause': { alarms: [`ALARM ${k3}`], events: [`trigger ${k3}`] },
  'reminder': { alarms: [`ALARM ${k3}`], events: [`trigger ${k3}`] },
  'acknowledged': { alarms: [], events: [`acknowledge ${k3}`, `acknowledge ${k4}`] },
  'resolved': { alarms: [`OK ${k3}`, `OK ${k4}`], events: [`resolve ${k3}`, `resolve ${k4}`] },
  'score-dropped': { alarms: [], events: [] },
  'impaired': { alarms: [], events: [] },
  'impaired-no-more': { alarms: [], events: [] },
  'undeliverable': { alarms: ['ALARM hokusai/production/undeliverable/pager'], events: ['trigger hokusai/production/undeliverable/pager'] },
  'deliverable': { alarms: ['OK hokusai/production/undeliverable/pager'], events: ['resolve hokusai/production/undeliverable/pager'] },
  'trial': {
    alarms: ['ALARM hokusai/production/trial/production#7', 'OK hokusai/production/trial/production#7'],
    events: ['trigger hokusai/production/trial/production#7', 'resolve hokusai/production/trial/production#7'],
  },
};

const alarmsOf = (name: string, size: 'full' | 'minimal' = 'full') => {
  const note = notes[name];
  return note === undefined ? [] : alarmMessages(letter(note), size)
    .map(({ subject, body }): Readonly<Record<string, string>> => ({ subject, ...JSON.parse(body) as Record<string, string> }));
};
const eventsOf = (name: string, size: 'full' | 'minimal' = 'full') => {
  const note = notes[name];
  return note === undefined ? [] : pagerEvents(letter(note), size);
};

test('every kind of note is in the table', () => {
  expect(Object.keys(table)).toEqual(Object.keys(notes));
});

test.for(['full', 'minimal'] as const)('what each note makes a pager do, %s', (size) => {
  const done = Object.keys(table).map((name) => [name, {
    alarms: alarmsOf(name, size).map((alarm) => `${alarm['NewStateValue']} ${alarm['AlarmName']}`),
    events: eventsOf(name, size).map(({ event_action: action, dedup_key: key }) => `${action} ${key}`),
  }] as const);
  expect(Object.fromEntries(done)).toEqual(table);
});

test('an alarm says in its subject and its reason what is down, why, where to look and what to type', () => {
  const [alarm] = alarmsOf('opened');
  expect(alarm?.['subject']).toBe('ALARM: auth DOWN, registry DOWN, mlflow degraded: 8/11 [production#7]');
  expect(alarm).toMatchObject({
    AlarmDescription: 'auth DOWN, registry DOWN, mlflow degraded in production since 2025-08-05 09:25:00 UTC.',
    StateChangeTime: '2025-08-05T09:27:00.000+0000', Region: 'US East (N. Virginia)',
  });
  for (const part of ['expected 200, got 502 from the load balancer', 'https://health.example.com/', 'health explain infrastructure/auth-health']) {
    expect(alarm?.['NewStateReason']).toContain(part);
  }
  expect(alarmsOf('resolved')[0]?.['subject']).toBe('OK: auth, registry, mlflow well again after 16 min: 11/11 [production#10]');
});

test('a pager reads why of each service that suffers, once, and nothing that fails where that is not why it is called', () => {
  const note = notes['opened'];
  if (note === undefined) throw new Error('opened');
  const twice = outage.map((state) => ({ ...state, checks: state.checks.flatMap((check) => [check, { ...check, result: { ...check.result, check: `${check.result.check}-again` } }]) }));
  const [message] = alarmMessages(letter(note, { states: twice }), 'full');
  expect((JSON.parse(message?.body ?? '{}') as Record<string, string>)['NewStateReason']?.split('\n').filter((line) => line.startsWith('✗'))).toEqual([
    '✗ Auth is healthy: expected 200, got 502 from the load balancer', '✗ Registry API answers the key: expected 200, got 401 from the application',
    '✗ MLflow shows its pages: No complete answer head came within 5 s.',
  ]);
  for (const name of ['trial', 'undeliverable', 'resolved']) {
    expect(alarmsOf(name).map((alarm) => alarm['NewStateReason'])).not.toContainEqual(expect.stringContaining('expected 200'));
    expect(JSON.stringify(eventsOf(name))).not.toContain('expected 200');
  }
});

test('a region that has no name here goes by its code', () => {
  const note = notes['opened'];
  if (note === undefined) throw new Error('opened');
  const [message] = alarmMessages(letter(note, { facts: { ...facts, region: 'constructor' } }), 'full');
  expect(JSON.parse(message?.body ?? '')).toMatchObject({ Region: 'constructor' });
});

test('an event carries severity, the worst service, its class of failure, details and links', () => {
  expect(eventsOf('opened')[0]).toMatchObject({
    payload: {
      summary: 'auth DOWN, registry DOWN, mlflow degraded in production since 2025-08-05 09:25:00 UTC. 8/11 = 72.7 % (-27.3 points) of the checks pass. '
        + '✗ Auth is healthy: expected 200, got 502 from the load balancer',
      source: 'production', severity: 'critical', timestamp: '2025-08-05T09:27:00.000Z', component: 'auth', group: 'production', class: 'load-balancer error',
      custom_details: { 'message': 'production#7', 'failing checks': expect.arrayContaining(['infrastructure/auth-health: expected 200, got 502 from the load balancer']) },
    },
    links: expect.arrayContaining([{ href: 'https://health.example.com/', text: 'status page' }]),
  });
});

const severityOf = (name: string): unknown => eventsOf(name).map((event) => ('payload' in event ? event.payload.severity : undefined))[0];

test('how urgent a note is to PagerDuty', () => {
  expect(['opened', 'undeliverable', 'trial'].map(severityOf)).toEqual(['critical', 'error', 'info']);
  const note = notes['opened'];
  if (note?.kind !== 'opened') throw new Error('opened');
  const [event] = pagerEvents(letter({ ...note, incident: { ...note.incident, severity: 'warning' } }), 'full');
  expect(event).toMatchObject({ payload: { severity: 'warning' } });
});
