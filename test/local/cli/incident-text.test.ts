import { expect, it } from 'vitest';
import type { IncidentAnswer } from '../../../functions/incident-answer.ts';
import { doneText, listText, showText } from '../../../local/cli/incident-text.ts';
import { anAffected } from '../../fixtures/alerts.ts';
import { anIncident, opened } from '../../fixtures/open-incident.ts';

const long = 'The rule of the load balancer is gone since the last deployment; a rollback is under way and takes five minutes.\u001B[2J';
const causes = [
  { id: 'a', title: 'No target is registered for auth', confidence: 0.75 },
  { id: 'b', title: 'The database refuses the login with which auth comes, whose secret was rotated lately', confidence: 0.95 },
];
const answer = (changes: Partial<IncidentAnswer> = {}): IncidentAnswer => ({
  environment: 'lab', at: new Date(opened + 720_000).toISOString(), action: 'show', did: 'shown', incidents: 7, maintenance: [], silences: [], audiences: [], published: [], problems: [],
  services: { auth: { state: 'down', since: opened }, mlflow: { state: 'operational', since: opened } },
  incident: anIncident(['people'], { remarks: [{ at: opened, by: 'ada', text: long }], causes }),
  ...changes,
});
const silences = [{ id: '3f9a1c', by: 'ada', at: opened, until: opened + 7_200_000, services: ['mlflow'], why: 'upgrade of everything that MLflow needs' }];
const audiences: IncidentAnswer['audiences'] = [
  { audience: 'people', waiting: [{ id: 'lab#9', kind: 'worsened', at: opened }], claimedUntil: opened + 90_000 },
  { audience: 'pager', waiting: [], refused: { at: opened, why: 'NotFoundException: Topic does not exist' } },
];

it('shows everything that is known, in lines of 80 columns that move no cursor', () => {
  const text = showText(answer({ silences, audiences }));
  expect(text).toBe(`lab #7: critical, since 2025-08-05 07:12:00 UTC
  opened 2025-08-05 07:12:05 UTC

Services
  auth  down, failing since 2025-08-05 07:12:00 UTC, load-balancer error, down
        for 12 min

Other services
  mlflow operational

Causes
  The database refuses the login with which auth comes, whose secret was
    rotated lately (certain)
  No target is registered for auth (likely)

Members
  people, told last 2025-08-05 07:12:05 UTC, reminded after 30 min

Remarks
  2025-08-05 07:12:00 UTC ada: The rule of the load balancer is gone since the
    last deployment; a rollback is under way and takes five minutes.·[2J

Silences
  3f9a1c mlflow until 2025-08-05 09:12:00 UTC, by ada: upgrade of everything
    that MLflow needs

Messages
  people: worsened [lab#9] of 2025-08-05 07:12:00 UTC waits
  people: a run is delivering, or did not end; another may from 2025-08-05
    07:13:30 UTC
  pager REFUSES since 2025-08-05 07:12:00 UTC: NotFoundException: Topic does
    not exist
`);
  expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

it('lists in a few lines, also where there is nothing', () => {
  const acknowledged = anIncident(['people'], { acknowledged: { by: 'ada', at: opened } });
  expect(listText(answer({ incident: acknowledged, audiences }))).toBe(`lab #7: critical, since 2025-08-05 07:12:00 UTC
  auth down
  acknowledged by ada

Cannot be told
  pager REFUSES since 2025-08-05 07:12:00 UTC: NotFoundException: Topic does
    not exist
`);
  const { incident: _, ...healthy } = answer();
  expect(listText(healthy)).toBe('lab: no open incident; 7 so far\n');
  expect(showText(healthy)).toBe('lab: no open incident; 7 so far\n\nOther services\n  auth down, mlflow operational\n');
});

it('says which maintenance is on, and why', () => {
  const maintenance = [{ to: opened + 3_600_000, services: ['mlflow'], reason: 'Upgrade of MLflow' }, { to: opened + 7_200_000, reason: 'Backup' }];
  const said = '\nMaintenance, of which nobody is told\n  mlflow until 2025-08-05 08:12:00 UTC: Upgrade of MLflow\n  all services until 2025-08-05 09:12:00 UTC: Backup\n';
  expect(showText(answer({ maintenance }))).toContain(said);
  expect(listText(answer({ maintenance }))).toContain(said);
});

it('says of a service that is well again since when, and nothing of how it fails', () => {
  const services = { queue: anAffected({ state: 'operational', since: opened + 600_000, from: opened, class: 'time-out', downMs: 600_000 }) };
  expect(showText(answer({ incident: { ...anIncident(['people']), services } }))).toContain(
    '\n  queue  operational, since 2025-08-05 07:22:00 UTC, failed from 2025-08-05\n         07:12:00 UTC, was down, down for 10 min\n');
});

it('says of who takes care of it that nobody reminds them', () => {
  expect(showText(answer({ incident: anIncident(['people'], { acknowledged: { by: 'ada', at: opened } }) }))).not.toContain('reminded');
});

it('says what was done and what the topics answered', () => {
  const attempt = { audience: 'pager', note: 'lab#9', kind: 'trial', form: 'full' } as const;
  const said = (published: IncidentAnswer['published']) => doneText(answer({ action: 'test-alert', did: 'queued', published }));
  expect(said([{ ...attempt, answer: 'taken' }])).toBe('queued\n  pager: trial [lab#9] taken\n');
  expect(said([{ ...attempt, kind: 'acknowledged', answer: 'nothing to say' }])).toBe('queued\n  pager: acknowledged [lab#9] nothing to say\n');
  expect(said([{ ...attempt, form: 'minimal', answer: { refused: 'no' } }])).toBe('queued\n  pager: trial [lab#9] as a minimal text refused for good: no\n');
  expect(said([{ ...attempt, answer: { transient: 'time-out' } }])).toBe('queued\n  pager: trial [lab#9] not taken now: time-out\n');
  expect(doneText(answer({ action: 'ack', did: 'nothing: it is so already' }))).toBe('nothing: it is so already #7\n');
});
