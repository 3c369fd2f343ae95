import { describe, expect, test } from 'vitest';
import { emailMessage, minimalEmail } from '../../../../shared/report/note/email.ts';
import { began, categoryOf, facts, failing, letter, minute, notes, outage } from '../../../fixtures/letters.ts';
import type { Note } from '../../../../shared/alerts/note.ts';

const noteNamed = (name: string): Note => {
  const note = notes[name];
  if (note === undefined) throw new Error(name);
  return note;
};
const emailOf = (name: string, changes: Parameters<typeof letter>[1] = {}) => emailMessage(letter(noteNamed(name), changes));

// `vitest run <this file> --update` writes them anew: read them then, as somebody who was woken by them.
test.for(['opened', 'opened-over', 'opened-cause', 'worsened', 'cause', 'reminder', 'acknowledged', 'resolved', 'score-dropped', 'impaired', 'undeliverable', 'deliverable', 'trial'])('the example of the note %s', async (name) => {
  const { subject, body } = emailOf(name);
  await expect(`Subject: ${subject}\n\n${body}\n`).toMatchFileSnapshot(`examples/${name}.txt`);
});

describe('the e-mail of an outage', () => {
  const { subject, body } = emailOf('opened');
  const sections = new Map(body.split('\n\n').map((part) => [part.split('\n', 1)[0] ?? '', part]));

  test('says in its subject what is down, how much is left, and which message it is', () => {
    expect(subject).toBe('auth DOWN, registry DOWN, mlflow degraded: 8/11 [production#7]');
  });

  test('says what matters within the first 200 characters: what, where, since when with its zone, the score and its change, why', () => {
    const start = body.slice(0, 200);
    for (const part of ['auth DOWN', 'registry DOWN', 'mlflow degraded', 'production', '2025-08-05 09:25:00 UTC', '8/11 = 72.7 %', '(-27.3 points)', 'expected 200, got 502 from the load balancer']) {
      expect(start).toContain(part);
    }
  });

  test('says what users feel, a sentence for each service that suffers', () => {
    expect(sections.get('What users feel')).toBe([
      'What users feel',
      '  auth (DOWN): Nobody can sign in, and requests with a key fail wherever the key has to be', '  checked.',
      '  registry (DOWN): Models can neither be listed nor registered nor fetched.',
      '  mlflow (degraded): Some of what is logged to MLflow or read from it fails or takes long.',
    ].join('\n'));
  });

  test('says of what is down the words of the description, where there are some', () => {
    const impact = { auth: 'The login page of the portal is away.', mlflow: 'Nothing is logged.' };
    expect(emailOf('opened', { facts: { ...facts, impact } }).body).toMatch(/ {2}auth \(DOWN\): The login page of the portal is away\.\n {2}registry \(DOWN\): Models can .*\n {2}mlflow \(degraded\): Some of what/);
  });

  test('says what changed, since when, and against the last good state', () => {
    const changed = sections.get('What changed');
    expect(changed).toContain('  auth: DOWN since 2025-08-05 09:25:00 UTC (2 min); newly affected\n');
    expect(changed).toContain('Against before the incident: 3 checks that passed fail now.');
    expect(changed).toContain('Health score: 8/11 = 72.7 %, last told 11/11 = 100.0 %: -27.3 points.');
  });

  test('groups the failing checks by service, with reason and sentence, and says what could not be made', () => {
    expect(sections.get('Failing checks, the worst first')?.split('\n').slice(1)).toEqual([
      '  auth', '  - Auth is healthy: expected 200, got 502 from the load balancer', '    infrastructure/auth-health (status)',
      '  registry', '  - Registry API answers the key: expected 200, got 401 from the application', '    infrastructure/registry-api (status)',
      '  mlflow', '  - MLflow shows its pages: No complete answer head came within 5 s.', '    infrastructure/mlflow-ui (header-timeout, since 2025-08-05 09:25:00 UTC)',
      '  2 checks could not be made, because what they presuppose failed.',
    ]);
  });

  test('says what is still well, and of what nothing is known', () => {
    expect(sections.get('Still well')).toBe('Still well\n  database, queue\n  Not known: docs.example.com');
  });

  test('has the links, and the commands that look, with the names of the platform', () => {
    expect(sections.get('Where to look')).toContain('  status page  https://health.example.com/\n');
    const commands = sections.get('What to type: these only look')?.split('\n').slice(1) ?? [];
    expect(commands[0]).toBe('  health explain infrastructure/auth-health');
    expect(commands).toContain('  aws logs tail /ecs/hokusai-auth-production --region us-east-1 --since 30m');
    expect(commands.join('\n')).toContain('--cluster hokusai-production --services hokusai-auth-production --query');
    expect(commands.join('\n')).toContain('--target-group-arn arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/hokusai-auth/0123456789abcdef ');
  });

  test('ends in its number, after the key of the incident', () => {
    expect(body.split('\n').at(-1)).toBe('Incident hokusai/production#3. Message production#7');
  });
});

test('a thousand failing checks of fifty services with details of 10 kB make fewer than 200 lines, that say how many there are besides', () => {
  const many = Array.from({ length: 1_000 }, (_, index) =>
    failing(`infrastructure/check-${index}`, index < 500 ? 'auth' : `service-${index % 50}`, `Check ${index}`, { detail: `expected ${'much '.repeat(2_000)}` }));
  const { body } = emailOf('opened', { states: [categoryOf(many)] });
  expect(body.split('\n').length).toBeLessThan(200);
  expect(body).toContain('- and 496 more of auth');
  expect(body).toMatch(/and of other services: service-\d+ \(10\), .* more/s);
});

const outageOf = (services: readonly string[]) => services.map((service) => categoryOf(
  Array.from({ length: 5 }, (_, index) => failing(`infrastructure/${service}-${index}`, service, `Check ${index} of ${service}`)),
));

test('what is new in an incident is why it is told, is explained first and can be looked at, however much fails besides', () => {
  const services = ['auth', 'database', 'mlflow', 'registry', 'queue'];
  const { incident } = noteNamed('worsened') as Extract<Note, { kind: 'worsened' }>;
  const [affected] = Object.values(incident.services);
  if (affected === undefined) throw new Error('nothing is affected');
  const down = Object.fromEntries(services.map((service) => [service, { ...affected, state: 'down' as const, worst: 'down' as const }]));
  const note: Note = { ...noteNamed('worsened'), kind: 'worsened', incident: { ...incident, services: down }, changes: [{ service: 'queue', to: 'down', since: began }] };
  const { body } = emailMessage(letter(note, { states: outageOf(services) }));
  expect(body.slice(0, 250)).toContain('Worse in production: queue DOWN.');
  expect(body.slice(0, 250)).toContain('✗ Check 0 of queue: expected 200');
  expect(body).toContain('\nFailing checks, of what is new first\n  queue\n  - Check 0 of queue: expected 200');
  expect(body).toContain('\nWhat to type: these only look\n  health explain infrastructure/queue-0\n');
});

test('of each service that is named as failing one check at least is, with why', () => {
  const services = ['auth', 'database', 'mlflow', 'registry', 'queue', 'cache'];
  const { body } = emailOf('opened', { states: outageOf(services) });
  for (const service of services) expect(body).toContain(`\n  ${service}\n  - Check 0 of ${service}: expected 200`);
});

test('what several vantages see fail is named once', () => {
  const { body } = emailOf('opened', { states: [...outage, ...outage.map((state) => ({ ...state, vantage: 'eu' }))] });
  expect(body.match(/- Auth is healthy/g)).toHaveLength(1);
});

test('of what is over nothing is to be typed, and the time that was lost is told by service', () => {
  for (const name of ['resolved', 'opened-over']) {
    const { body } = emailOf(name);
    expect(body).not.toContain('What to type');
    expect(body).toContain('  auth: down 12 min (0.028 % of 30 days), degraded 3 min; 2025-08-05 09:25:00 UTC to');
    expect(body).toContain('  mlflow: degraded 15 min; 2025-08-05 09:26:00 UTC to 2025-08-05 09:41:00 UTC');
  }
});

test('what the reader has to know of the message itself comes at once', () => {
  expect(emailOf('opened-unrecorded').body.split('\n')[3]).toBe('The state store is unreachable: this message comes from one run alone and may be repeated.');
  expect(emailOf('acknowledged').body).toContain('\n3 older messages were left out, because too many waited.\n');
  expect(emailOf('opened-acknowledged').body).toContain('\nann has acknowledged it at 2025-08-05 09:26:00 UTC.\n');
  expect(emailOf('opened-acknowledged').body).not.toContain('health incident ack');
});

test('what is to be typed by who takes care of it names the incident, by its last number, so that no other one is acknowledged by mistake', () => {
  for (const name of ['opened', 'worsened', 'reminder']) expect(emailOf(name).body).toContain('\nWhen you take care of it\n  health incident ack 3\n');
  expect(emailOf('worsened-key').body).toContain('\n  health incident ack 4\n');
});

test('what people wrote down is told with the incident', () => {
  expect(emailOf('reminder').body).toContain('\nWhat people wrote down\n  2025-08-05 09:45:00 UTC, ann: The rollback is under way.\n');
});

test('without a memory it says what it knows', () => {
  const { facts: known, note, states } = letter(noteNamed('opened'));
  const { body } = emailMessage({ facts: known, note, states });
  expect(body).toContain('auth DOWN, registry DOWN, mlflow degraded in production');
  expect(body).not.toContain('Still well');
});

test('a drop of the score says what fails although no service suffers', () => {
  const { subject, body } = emailOf('score-dropped');
  expect(subject).toBe('Health score dropped: 8/11 [production#7]');
  expect(body).toContain('- Auth is healthy: expected 200');
});

test('the least that can be said is ASCII, and says what is down, since when, and its number', () => {
  const { body } = minimalEmail(letter(noteNamed('opened')));
  expect(body).toBe([
    'auth DOWN, registry DOWN, mlflow degraded: 8/11 [production#7]',
    'auth DOWN, registry DOWN, mlflow degraded in production since 2025-08-05 09:25:00 UTC.', 'Message production#7',
  ].join('\n'));
});

test.for([
  [0, '0 s'], [999, '0 s'], [45_000, '45 s'], [12 * minute, '12 min'], [12 * minute + 5_000, '12 min 5 s'], [90 * minute, '1 h 30 min'], [26 * 60 * minute + 5_000, '1 d 2 h'],
  [24 * 60 * minute + 5 * minute, '1 d'],
] as const)('%i ms of a reminder are %s', ([ms, words]) => {
  const note = noteNamed('reminder');
  expect(emailMessage(letter({ ...note, at: began + ms })).body.split('\n', 3).join(' ')).toContain(`UTC (${words}).`);
});
