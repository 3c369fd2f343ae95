import { describe, expect, test } from 'vitest';
import { size } from '../../../../shared/checks/expectations/size.ts';
import { answered, refused } from '../../../fixtures/observation.ts';
import { fault, idle, judged, met } from './expect.ts';

describe('size', () => {
  test.each([
    [{ min: '10B' }, 10, true], [{ min: '10B' }, 9, false],
    [{ max: '1KB' }, 1024, true], [{ max: '1KB' }, 1025, false],
    [{ min: '2B', max: '4B' }, 3, true], [{ min: '2B', max: '4B' }, 5, false],
    [{ max: '4B' }, 0, true],
  ])('%j judges %i bytes as %j', (written, length, ok) => {
    expect(met(size, written, answered({ body: 'x'.repeat(length) }))).toBe(ok);
  });

  test('counts bytes, not characters', () => {
    expect(judged(size, { max: '1B' }, answered({ body: 'ü' }))).toEqual(['not met: at most 1 bytes | 2 bytes']);
  });

  test('is not met when nobody answered', () => {
    expect(judged(size, { max: '4B' }, refused)).toEqual(['not met: at most 4 bytes | no answer']);
  });

  test('has no maximum that more than is read would have to exceed', () => {
    const check = { timeoutMs: 5000, settings: { maxBytes: 1024 } };
    for (const written of [{ max: '1023B' }, { min: '2KB' }]) expect(idle(size, written, check)).toBeUndefined();
    for (const max of ['1KB', '2KB']) expect(idle(size, { max }, check)).toBe('no more than 1024 bytes are read (maxBytes)');
    expect(idle(size, { max: '1KB' }, { timeoutMs: 5000, settings: {} })).toBeUndefined();
  });

  test.each([{}, { min: '2KB', max: '1KB' }, { max: 'big' }, { min: '0B' }, { most: '1B' }])('refuses %j', (written) => {
    expect(fault(size, written)).toBeTypeOf('string');
  });
});
