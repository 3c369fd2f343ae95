import { describe, expect, test } from 'vitest';
import { status } from '../../../../shared/checks/expectations/status.ts';
import { answered, refused } from '../../../fixtures/observation.ts';
import { fault, idle, judged, met } from './expect.ts';

describe('status', () => {
  test.each([
    [200, 200, true], [200, 201, false],
    ['2xx', 200, true], ['2xx', 299, true], ['2xx', 300, false], ['2xx', 199, false],
    ['200-204', 204, true], ['200-204', 205, false],
    [[200, '401-403', '5xx'], 403, true], [[200, '401-403', '5xx'], 503, true], [[200, '401-403', '5xx'], 404, false],
    [401, 401, true],
  ])('%j judges %i as %j', (written, code, ok) => {
    expect(met(status, written, answered({ status: code }))).toBe(ok);
  });

  test('says in words what was expected, what came and from whom', () => {
    const page = answered({ status: 502, headers: [['server', 'awselb/2.0']] });
    expect(judged(status, [200, '3xx', 404], page)).toEqual(['not met: 200, 3xx or 404 | 502 from the load balancer']);
  });

  test('is not met when nobody answered', () => {
    expect(judged(status, '2xx', refused)).toEqual(['not met: 2xx | no answer']);
  });

  test.each(['6xx', '20x', '200-', '299-200', 99, 600, 2.5, [[]], 'ok', ''])('refuses %j', (written) => {
    expect(fault(status, written)).toMatch(/^a /);
  });

  test.each([[['1xx', '200-399', '4xx', '5xx']], [['2xx', '3xx', '4xx', '5xx']], ['200-599']])('can never fail with %j', (written) => {
    expect(idle(status, written)).toBe('every status code is allowed');
  });

  test.each([['100-598'], ['201-599'], [['2xx', '3xx', '5xx']]])('can fail with %j', (written) => {
    expect(idle(status, written)).toBeUndefined();
  });
});
