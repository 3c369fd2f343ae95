import { describe, expect, test } from 'vitest';
import type { Expect } from '../../../shared/checks/check.ts';
import { conclude } from '../../../shared/checks/conclude.ts';
import type { Seen } from '../../../shared/checks/conclude.ts';
import { judge } from '../../../shared/checks/judge.ts';
import type { Observation } from '../../../shared/checks/observation.ts';
import { answered, observed, refused } from '../../fixtures/observation.ts';

const startedAt = Date.UTC(2025, 7, 5, 12);
const check = { id: 'infrastructure/auth-health' };
const concluded = (expected: Expect, observation: Observation, more: Partial<Seen> = {}) =>
  conclude({ check, observation, outcomes: judge(expected, observation, startedAt), startedAt, attempts: 1, secrets: [], ...more });

describe('a verdict', () => {
  test('is pass when everything expected was met, with what was measured', () => {
    const observation = { ...answered({ headers: [['server', 'uvicorn']], body: 'OK' }), address: '127.0.0.1:80' };
    expect(concluded({ status: 200 }, observation)).toEqual({
      check: check.id, verdict: 'pass', startedAt, totalMs: 20, phases: { firstByte: 20 }, address: '127.0.0.1:80', attempts: 1,
      answeredBy: 'application', status: 200,
    });
  });

  test('has the facts that were told, whatever it is, without the secrets of the run', () => {
    const facts = { role: 'primary', events: ['logged in with made-up-secret'] };
    const told = { role: 'primary', events: ['logged in with [redacted]'] };
    const secrets = ['made-up-secret'];
    expect(concluded({ facts: { role: 'primary' } }, observed({ facts }), { secrets })).toMatchObject({ verdict: 'pass', facts: told });
    expect(concluded({ facts: { role: 'replica' } }, observed({ facts }), { secrets })).toMatchObject({ verdict: 'fail', facts: told });
    const failure = { reason: 'undecided', detail: 'it depends' } as const;
    expect(concluded({ facts: { role: 'replica' } }, observed({ facts, failure }), { secrets })).toMatchObject({ verdict: 'unknown', facts: told });
    expect(concluded({ status: 200 }, answered())).not.toHaveProperty('facts');
  });

  test('is pass for a refusal that was expected', () => {
    expect(concluded({ status: 401 }, answered({ status: 401 })).verdict).toBe('pass');
  });

  test('says that an attempt failed before, and that the timings are not to be trusted', () => {
    expect(concluded({ status: 200 }, answered(), { attempts: 2, timingSuspect: true }))
      .toMatchObject({ verdict: 'pass', attempts: 2, afterRetry: true, timingSuspect: true });
  });

  test('is fail for the first expectation not met, in a sentence for people, with the beginning of the answer', () => {
    const headers = [['server', 'awselb/2.0'], ['content-type', 'text/html']] as const;
    const page = answered({ status: 502, headers, body: '<html><title>502 Bad Gateway</title></html>' });
    expect(concluded({ status: '200-299', json: { '$.status': 'ok' } }, page)).toMatchObject({
      verdict: 'fail', reason: 'status', status: 502, answeredBy: 'load-balancer', excerpt: '502 Bad Gateway',
      detail: 'expected 200-299, got 502 from the load balancer (1 more expectation not met)',
    });
  });

  test('is fail for a failure, whatever is expected and met', () => {
    expect(concluded({}, refused))
      .toMatchObject({ verdict: 'fail', reason: 'connect-refused', phase: 'connect', detail: 'nothing listens on 127.0.0.1:1' });
    const failure = { reason: 'body-timeout', phase: 'body', detail: 'the body did not end' } as const;
    const cutShort = { ...answered({ body: 'OK' }), failure };
    expect(concluded({ status: 200 }, cutShort)).toMatchObject({ verdict: 'fail', reason: 'body-timeout', status: 200, excerpt: 'OK' });
  });

  test('is unknown when the checker could not tell', () => {
    const failure = { reason: 'control-plane', detail: 'AWS refused the checker' } as const;
    expect(concluded({ tasks: {} }, observed({ failure })))
      .toMatchObject({ verdict: 'unknown', reason: 'control-plane', detail: failure.detail });
  });

  test('is never pass when nothing was judged', () => {
    expect(concluded({}, answered())).toMatchObject({ verdict: 'unknown', reason: 'checker-error' });
  });

  test('is fail when a probe neither answered nor failed', () => {
    expect(concluded({ status: 200 }, observed()))
      .toMatchObject({ verdict: 'fail', reason: 'status', detail: 'expected 200, got no answer' });
  });

  test('holds the bytes of a broken answer', () => {
    const failure = { reason: 'malformed', phase: 'firstByte', detail: 'no status line', evidence: 'SSH-2.0-OpenSSH\r\n' } as const;
    expect(concluded({}, observed({ failure }))).toMatchObject({ reason: 'malformed', excerpt: 'SSH-2.0-OpenSSH' });
  });
});

test('nothing secret is in a result, wherever it came from', () => {
  const secret = ['s3cr3t', 'value', '99'].join('-');
  const echo = answered({ status: 401, url: `https://example.com/?key=${secret}`, body: `{"detail":"bad key ${secret}"}` });
  const elsewhere = answered({ status: 302, headers: [['location', `/login?key=${secret}`]] });
  const results = [
    concluded({ status: 200 }, echo, { secrets: [secret] }),
    concluded({ json: { '$.detail': 'ok' } }, echo, { secrets: [secret] }),
    concluded({ redirect: 'https://example.com/' }, elsewhere, { secrets: [secret] }),
    concluded({}, observed({ failure: { reason: 'malformed', detail: `got ${secret}`, evidence: secret } }), { secrets: [secret] }),
    concluded({ status: 200 }, observed({ banner: secret }), { secrets: [secret] }),
  ];
  expect(results.map(({ verdict }) => verdict)).toEqual(['fail', 'fail', 'fail', 'fail', 'fail']);
  expect(JSON.stringify(results)).not.toContain(secret);
  expect(JSON.stringify(results)).toContain('[redacted]');
});
