import { describe, expect, test } from 'vitest';
import { connected } from '../../../../shared/checks/expectations/connected.ts';
import { observed, refused } from '../../../fixtures/observation.ts';
import { judged, now } from './expect.ts';

const address = '127.0.0.1:1';

describe('connected', () => {
  test('is met by a connection', () => {
    expect(judged(connected, true, observed({ address }))).toEqual(['met: a connection | one to 127.0.0.1:1']);
  });

  test('is met by a connection on which then nothing is said', () => {
    const silent = observed({ address, failure: { reason: 'header-timeout', phase: 'firstByte', detail: 'said nothing in time' } });
    expect(judged(connected, true, silent)).toEqual(['met: a connection | one to 127.0.0.1:1']);
  });

  test('is not met by an address that takes none, and gives the reason', () => {
    expect(connected.judge(true, { ...refused, address }, now)).toEqual([
      { ok: false, expected: 'a connection', saw: 'none', reason: 'connect-refused' },
    ]);
  });
});
