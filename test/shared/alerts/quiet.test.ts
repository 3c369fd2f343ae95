import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isWithin } from '../../../shared/alerts/quiet.ts';
import type { DailyTime } from '../../../shared/platform/platform.ts';

const minutes = (time: string): number => 60 * Number(time.slice(0, 2)) + Number(time.slice(3));
const daily = (from: string, to: string, zone: string): DailyTime => ({ fromMinute: minutes(from), toMinute: minutes(to), zone });

describe('a daily time', () => {
  it.each([
    ['2026-01-15T20:59:59.999Z', false], ['2026-01-15T21:00:00.000Z', true], ['2026-01-15T23:00:00.000Z', true], ['2026-01-16T00:00:00.000Z', true],
    ['2026-01-16T05:59:59.999Z', true], ['2026-01-16T06:00:00.000Z', false], ['2026-01-16T12:00:00.000Z', false],
  ])('leads over midnight, from its first moment to before its end: %s %s', (at, within) => {
    expect(isWithin(daily('22:00', '07:00', 'Europe/Berlin'), Date.parse(at))).toBe(within);
  });

  it.each([
    ['2026-01-15T11:59:59Z', false], ['2026-01-15T12:00:00Z', true], ['2026-01-15T13:29:59Z', true], ['2026-01-15T13:30:00Z', false],
  ])('may lie within a day: %s %s', (at, within) => {
    expect(isWithin(daily('12:00', '13:30', 'UTC'), Date.parse(at))).toBe(within);
  });

  it.each([
    ['Europe/Berlin', '2026-03-27T21:00:00Z', '2026-03-28T06:00:00Z'],
    ['Europe/Berlin, into summer', '2026-03-28T21:00:00Z', '2026-03-29T05:00:00Z'],
    ['Europe/Berlin', '2026-03-29T20:00:00Z', '2026-03-30T05:00:00Z'],
    ['Europe/Berlin, out of summer', '2026-10-24T20:00:00Z', '2026-10-25T06:00:00Z'],
    ['Europe/Berlin', '2026-10-25T21:00:00Z', '2026-10-26T06:00:00Z'],
    ['America/New_York, into summer', '2026-03-08T03:00:00Z', '2026-03-08T11:00:00Z'],
    ['America/New_York, out of summer', '2026-11-01T02:00:00Z', '2026-11-01T12:00:00Z'],
    ['Asia/Kolkata', '2026-06-01T16:30:00Z', '2026-06-02T01:30:00Z'],
  ])('is of the clock on the wall, in %s: from %s to %s', (where, from, to) => {
    const quiet = daily('22:00', '07:00', where.split(',')[0] ?? '');
    const [begin, end] = [Date.parse(from), Date.parse(to)];
    expect([begin - 1, begin, end - 1, end].map((at) => isWithin(quiet, at))).toEqual([false, true, true, false]);
  });

  const untilHalfPastTwo = daily('01:30', '02:30', 'Europe/Berlin');
  it.each([['00:29', false], ['00:30', true], ['00:59', true], ['01:00', false]])(
    'ends when the clocks are put forward, where that leaves its end out: %s %s', (at, within) => {
      expect(isWithin(untilHalfPastTwo, Date.parse(`2026-03-29T${at}Z`))).toBe(within);
    },
  );

  const fromHalfPastTwo = daily('02:30', '03:00', 'Europe/Berlin');
  it.each([['00:29', false], ['00:30', true], ['00:59', true], ['01:00', false], ['01:30', true], ['02:00', false]])(
    'comes twice when the clocks are put back, as its hour does: %s %s', (at, within) => {
      expect(isWithin(fromHalfPastTwo, Date.parse(`2026-10-25T${at}Z`))).toBe(within);
    },
  );
});

const minute = fc.integer({ min: 0, max: 1439 });
const anyTime = fc.record({ fromMinute: minute, toMinute: minute, zone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'UTC') })
  .filter(({ fromMinute, toMinute }) => fromMinute !== toMinute);
const anyMoment = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) });

test('either a daily time is or its opposite, at any moment', () => {
  fc.assert(fc.property(anyTime, anyMoment, (time, at) => {
    const opposite = { ...time, fromMinute: time.toMinute, toMinute: time.fromMinute };
    expect(isWithin(time, at)).toBe(!isWithin(opposite, at));
  }));
});

test('it lasts as many minutes of a day as are between its ends', () => {
  fc.assert(fc.property(minute, minute, fc.integer({ min: 0, max: 364 }), (fromMinute, toMinute, day) => {
    const begin = Date.UTC(2026, 0, 1 + day);
    const within = Array.from({ length: 1440 }, (_, index) => isWithin({ fromMinute, toMinute, zone: 'UTC' }, begin + 60_000 * index)).filter(Boolean);
    expect(within.length).toBe((toMinute - fromMinute + 1440) % 1440);
  }), { numRuns: 10 });
});
