import { describe, expect, it } from 'vitest';
import { answererNames } from '../../../shared/checks/answered-by.ts';
import { phases } from '../../../shared/checks/observation.ts';
import { reasons } from '../../../shared/checks/reason.ts';
import { verdicts } from '../../../shared/checks/verdict.ts';
import type { Explained } from '../../../shared/checks/result.ts';
import { explain } from '../../../shared/report/explain.ts';
import { about, failed, skipped } from '../../fixtures/entries.ts';

const now = Date.UTC(2025, 7, 5, 7, 12, 3);
const options = { colour: (_: string, said: string) => said, now, secrets: ['opensesame'] };

const ours: ReadonlySet<string> = new Set([...Object.keys(reasons), ...Object.keys(answererNames), ...verdicts, ...phases]);

/** A value with something added to every text in it that is no word of ours, however deep, and to the bytes of a body. */
const everywhere = (value: unknown, more: string): unknown => {
  if (typeof value === 'string') return ours.has(value) ? value : `${value}${more}`;
  if (Buffer.isBuffer(value)) return Buffer.concat([value, Buffer.from(more)]);
  if (Array.isArray(value)) return value.map((each) => everywhere(each, more));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, everywhere(each, more)]));
};

const explained = (): Explained => ({
  result: failed('infrastructure/registry').result,
  outcomes: [
    { expectation: 'status', ok: false, expected: 'status 200-299', saw: '502', reason: 'status' },
    { expectation: 'duration', ok: true, expected: 'at most 1 s', saw: '42 ms', reason: 'slow' },
  ],
  observation: {
    totalMs: 40,
    phases: { dns: 1, connect: 3, tls: 16, request: 0, firstByte: 20 },
    address: '10.0.3.7:443',
    request: { method: 'GET', url: 'https://registry.example.com/health', headers: [['host', 'registry.example.com'], ['authorization', 'Bearer opensesame']] },
    response: {
      url: 'https://registry.example.com/health', status: 502, statusText: 'Bad Gateway',
      headers: [['server', 'awselb/2.0'], ['set-cookie', 'session=1234567'], ['x-echo', 'opensesame']],
      body: Buffer.from('you said opensesame\u001B[2J'), wireBytes: 23, redirects: [],
    },
    certificate: {
      subject: 'registry.example.com', names: ['registry.example.com'], issuer: 'Example CA',
      validFrom: now - 86_400_000, validTo: now + 30 * 86_400_000, fingerprint256: 'AA:BB', chain: ['Example CA', 'Example Root'], protocol: 'TLSv1.3',
    },
  },
});

const seen = (observation: Partial<NonNullable<Explained['observation']>>) =>
  explain(about('routing/dns'), { ...explained(), outcomes: [], observation: { totalMs: 1, phases: {}, ...observation } }, options);

describe('one check in full', () => {
  it('shows verdict, expectations, phases, exchange and certificate', () => {
    expect(explain(about('infrastructure/registry', 'Registry health'), explained(), options)).toBe(`✗ Registry health
  infrastructure/registry · registry · critical · answered by the load balancer · at 10.0.3.7:443 · phase: first byte · 4 attempts

Verdict
  fail: status  The status code is not one of those expected.
  expected status 200-299, got 502
  “502 Bad Gateway”

Expectations
  ✗ status    expected status 200-299  saw 502
  ✓ duration  expected at most 1 s     saw 42 ms

Phases, to 10.0.3.7:443
  name resolution  1.0 ms    3 %  █
  connect          3.0 ms    8 %   ███
  TLS handshake     16 ms   40 %      ████████████████
  request          0.0 ms    0 %                      ▏
  first byte        20 ms   50 %                      ████████████████████
  total             40 ms

Sent
  GET https://registry.example.com/health
  host: registry.example.com
  authorization: [redacted]

Received, answered by the load balancer
  502 Bad Gateway
  server: awselb/2.0
  set-cookie: [redacted]
  x-echo: [redacted]

  23 bytes: you said [redacted] [2J

Certificate
  subject    registry.example.com
  names      registry.example.com
  issuer     Example CA
  chain      Example CA < Example Root
  valid      2025-08-04 07:12:03 UTC to 2025-09-04 07:12:03 UTC
  days left  30
  SHA-256    AA:BB
  protocol   TLSv1.3
  trust      trusted, for this name
`);
  });

  it('shows DNS answers, what ECS says, a banner and a broken answer where those are what was seen', () => {
    expect(seen({ answers: { name: 'auth.example.com', type: 'A', values: ['10.0.0.1', '10.0.0.2'], ttl: 60, server: '10.0.0.53' } }))
      .toContain('DNS answers\n  auth.example.com A · TTL 60 s · from 10.0.0.53\n  10.0.0.1\n  10.0.0.2\n');
    expect(seen({ answers: { name: 'auth', type: 'address', values: ['127.0.0.1'], server: 'the hosts file' } }))
      .toContain('DNS answers\n  auth address · from the hosts file\n  127.0.0.1\n');
    expect(seen({ tasks: { status: 'ACTIVE', running: 1, desired: 2, pending: 1, stoppedLastHour: 3, events: ['(service auth) is unhealthy'] } }))
      .toContain('ECS\n  service  ACTIVE\n  tasks    1 running, 2 desired, 1 pending\n  stopped  3 within the last hour\n  · (service auth) is unhealthy\n');
    expect(seen({ address: '10.0.0.1:443', reused: true, phases: { connect: 1 } })).toContain('\nPhases, to 10.0.0.1:443, over a connection left open by an earlier request\n');
    expect(seen({ banner: '220 opensesame' })).toContain('Banner\n  220 [redacted]\n');
    expect(seen({ failure: { reason: 'malformed', detail: 'not HTTP', evidence: 'SSH-2.0-x\r\n' } })).toContain('Evidence\n  SSH-2.0-x\n');
  });

  it.each<[number, string]>([
    [30, '30'], [1, '1'], [0.9, '0'], [0, '0'], [-0.1, 'none: it expired less than a day ago'], [-1.1, 'none: it expired 1 day ago'],
    [-2.9, 'none: it expired 2 days ago'],
  ])('counts whole days: where %d are left it says %s', (days, told) => {
    const { certificate } = explained().observation ?? {};
    if (certificate === undefined) throw new Error('The fixture has no certificate.');
    expect(seen({ certificate: { ...certificate, validTo: now + days * 86_400_000 } })).toContain(`\n  days left  ${told}\n`);
  });

  it('keeps the quotes of an excerpt that ends in a redacted header', () => {
    const { result } = explained();
    if (result.verdict !== 'fail') throw new Error('The fixture does not fail.');
    const text = explain(about('routing/registry'), { ...explained(), result: { ...result, excerpt: 'you sent Authorization: [redacted]' } }, options);
    expect(text).toContain('\n  “you sent Authorization: [redacted]”\n');
  });

  it('tells a body that could not be unpacked from none, and from one that is empty when unpacked', () => {
    const response = { url: 'http://a/', status: 200, statusText: 'OK', headers: [], body: Buffer.alloc(0), wireBytes: 5, redirects: [] };
    const failure = { reason: 'malformed', detail: 'The answer is not in the encoding it names: gzip.', evidence: 'hello' } as const;
    expect(seen({ response, failure })).toContain('  200 OK\n\n  5 bytes that could not be unpacked\n\nEvidence\n  hello\n');
    expect(seen({ response })).toContain('  0 bytes (5 on the wire)\n');
    expect(seen({ response: { ...response, wireBytes: 0 }, failure })).toContain('  no body\n');
  });

  it('shows what was told as met or not also where the checker could not ask for the rest', () => {
    const failure = { reason: 'control-plane', detail: 'CloudWatch could not be asked', partly: true } as const;
    const outcomes = [{ expectation: 'facts', ok: false, expected: 'depth ≤ 1000', saw: '5000', reason: 'facts' }] as const;
    const text = explain(about('dependencies/queue'), { ...explained(), outcomes, observation: { totalMs: 1, phases: {}, facts: { depth: 5_000 }, failure } }, options);
    expect(text).toContain('✗ facts  expected depth ≤ 1000  saw 5000');
  });

  it('shows no expectation as not met, and no time, where the checker could not ask at all', () => {
    const failure = { reason: 'credential', detail: 'The credential "key" is not there.' } as const;
    const text = explain(about('routing/dns'), { ...explained(), observation: { totalMs: 0, phases: {}, failure } }, options);
    expect(text).not.toContain('Expectations');
    expect(text).not.toContain('Phases');
  });

  it('names who redirected, in order, where that led, and whose times are told', () => {
    const { response } = explained().observation ?? {};
    if (response === undefined) throw new Error('The fixture has no response.');
    const redirects = ['http://registry.example.com/health', 'https://registry.example.com/'];
    const text = seen({ phases: { connect: 1 }, response: { ...response, redirects } });
    expect(text).toContain('\nPhases, each the total over all redirects\n');
    expect(text).toContain('  redirected by http://registry.example.com/health, https://registry.example.com/ to https://registry.example.com/health\n');
  });

  it('says of a check that was not probed why, and nothing else', () => {
    expect(explain(about('routing/cache', 'Cache'), { result: skipped('routing/cache').result, outcomes: [] }, options)).toBe(`- Cache
  routing/cache · registry · critical

Verdict
  skipped: not-applicable  The check does not apply here, by the description.
  no cache is deployed
`);
  });
});

const everything = (): Explained => ({
  ...explained(),
  observation: {
    ...explained().observation, totalMs: 40, phases: { dns: 1, connect: 3, tls: 16, request: 0, firstByte: 20 },
    failure: { reason: 'malformed', detail: 'not HTTP', evidence: 'what came' },
    answers: { name: 'auth.example.com', type: 'TXT', values: ['one', 'two'], ttl: 60, server: '10.0.0.53' },
    tasks: {
      status: 'ACTIVE', running: 1, desired: 2, pending: 1, rollout: 'IN_PROGRESS', stoppedLastHour: 3, youngestStartedAt: now,
      lastStop: { at: now, code: 'EssentialContainerExited', reason: 'exit 1' }, events: ['is unhealthy'],
    },
    banner: '220 welcome',
  },
});

describe('a target that echoes the key', () => {
  const key = ['Correct-horse', 'battery"&'].join('/');

  it.each([
    ['as it is', key], ['in lower case', key.toLowerCase()], ['in JSON', JSON.stringify(key)], ['in JSON in JSON', JSON.stringify(JSON.stringify(key))],
    ['in a URL', encodeURIComponent(key)], ['as basic authentication', Buffer.from(`user:${key}`).toString('base64')],
  ])('shows it in no section, when it stands everywhere %s', (_, written) => {
    const told = everywhere(everything(), ` ${written} `) as Explained;
    const text = explain(about('routing/registry', `name ${written}`), told, { ...options, secrets: [`user:${key}`] });
    expect(text).toMatch(/^✗ name .*\[redacted\]/);
    for (const title of ['Verdict', 'Expectations', 'Phases', 'Sent', 'Received', 'Evidence', 'Banner', 'Certificate', 'DNS answers', 'ECS']) {
      expect(text.split('\n\n').find((part) => part.startsWith(title))).toMatch(/\[redacted\]/);
    }
    expect(text).not.toMatch(/horse|battery/i);
    expect(text).not.toContain(written);
  });

  it('shows what a target told of itself, in two columns', () => {
    const lastStops = ['2025-08-05T07:02:00Z api:42 TaskFailedToStart: no image, no task', '2025-08-05T07:01:00Z api:42 TaskFailedToStart: again'];
    expect(seen({ facts: { running: 1, lastStops, desired: 2 } })).toContain(`Facts
  running    1
  lastStops  2025-08-05T07:02:00Z api:42 TaskFailedToStart: no image, no task
             2025-08-05T07:01:00Z api:42 TaskFailedToStart: again
  desired    2
`);
    expect(seen({ facts: { role: 'primary', keys: ['user', 'password'], opensesame: 3 } })).toContain(`Facts
  role        primary
  keys        user, password
  [redacted]  3
`);
  });

  it('shows every step, and why the one that failed did', () => {
    const steps = [
      { name: 'create a run', request: 'POST /runs/create', ms: 12.4, status: 200, answeredBy: 'mlflow' },
      { name: 'upload', request: 'PUT /artifacts/a', ms: 3, status: 404, answeredBy: 'application', failed: 'nobody routes it' },
      { name: 'list', request: 'GET /artifacts', ms: 5_000, failed: 'no answer in time' },
    ] as const;
    expect(seen({ steps })).toContain(`Steps
  ✓ create a run  POST /runs/create     12 ms  200 from MLflow
  ✗ upload        PUT /artifacts/a       3 ms  404 from the application  nobody routes it
  ✗ list          GET /artifacts      5000 ms    no answer in time
`);
  });
});
