import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Silence } from '../../../shared/alerts/evaluation.ts';
import { muting, ongoing } from '../../../shared/alerts/mute.ts';
import type { MaintenanceWindow } from '../../../shared/platform/platform.ts';

const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000];
const recurring = (cron: string, zone: string, durationMs: number, services?: readonly string[]): MaintenanceWindow =>
  ({ cron, zone, durationMs, reason: 'Backup', ...(services === undefined ? {} : { services }) });
const isMuted = (window: MaintenanceWindow, at: number, service = 'auth') => muting([window], [], at)(service);
/** Just before and at its beginning, just before and at its end. */
const edges = (from: string, to: string) => [Date.parse(from) - 1, Date.parse(from), Date.parse(to) - 1, Date.parse(to)];

describe('maintenance', () => {
  it('that comes once mutes from its first moment to before its end, all services or those named', () => {
    const window = { from: 1_000, to: 2_000, reason: 'Upgrade' };
    expect([999, 1_000, 1_999, 2_000].map((at) => isMuted(window, at))).toEqual([false, true, true, false]);
    expect([999, 1_000, 1_999, 2_000].map((at) => ongoing([window], at))).toEqual([[], [{ to: 2_000, reason: 'Upgrade' }], [{ to: 2_000, reason: 'Upgrade' }], []]);
    expect(ongoing([window, recurring('0 0 * * *', 'UTC', hourMs, ['mlflow'])], 1_500)[1]).toEqual({ to: hourMs, reason: 'Backup', services: ['mlflow'] });
    expect(['auth', 'mlflow', 'constructor'].map((service) => isMuted({ ...window, services: ['mlflow'] }, 1_500, service))).toEqual([false, true, false]);
  });

  it.each([
    ['Saturday night', '0 22 * * 6', 'Europe/Berlin', 2, '2026-11-21T21:00Z', '2026-11-21T23:00Z'],
    ['Saturday night in summer', '0 22 * * 6', 'Europe/Berlin', 2, '2026-07-04T20:00Z', '2026-07-04T22:00Z'],
    ['over midnight and the end of the year', '30 23 31 12 *', 'America/New_York', 3, '2027-01-01T04:30Z', '2027-01-01T07:30Z'],
    ['on a leap day', '0 0 29 2 *', 'UTC', 24, '2028-02-29T00:00Z', '2028-03-01T00:00Z'],
    ['while the clocks are put forward, as long as described', '0 1 * * 0', 'Europe/Berlin', 3, '2026-03-29T00:00Z', '2026-03-29T03:00Z'],
    ['while they are put back', '0 1 * * 0', 'Europe/Berlin', 3, '2026-10-24T23:00Z', '2026-10-25T02:00Z'],
    ['at a time that is left out, when the clocks have been changed', '30 2 * * *', 'Europe/Berlin', 1, '2026-03-29T01:00Z', '2026-03-29T02:00Z'],
    ['at a time that is left out', '30 2 * * *', 'America/New_York', 1, '2026-03-08T07:00Z', '2026-03-08T08:00Z'],
    ['at a time that comes twice, the first time', '30 2 * * *', 'Europe/Berlin', 1, '2026-10-25T00:30Z', '2026-10-25T01:30Z'],
    ['at a time that comes twice', '30 1 * * *', 'America/New_York', 1, '2026-11-01T05:30Z', '2026-11-01T06:30Z'],
  ])('comes again %s (%s %s)', (_, cron, zone, hours, from, to) => {
    const window = recurring(cron, zone, hours * hourMs);
    expect(edges(from, to).map((at) => isMuted(window, at))).toEqual([false, true, true, false]);
  });

  it('that comes again concerns the services that it names', () => {
    const window = recurring('0 22 * * 6', 'UTC', hourMs, ['mlflow']);
    const during = Date.parse('2026-11-21T22:30Z');
    expect([isMuted(window, during, 'mlflow'), isMuted(window, during, 'auth')]).toEqual([true, false]);
  });

  it('mutes nothing before it ever came', () => {
    expect(muting([], [], 0)('auth')).toBe(false);
    expect(isMuted(recurring('0 0 30 2 *', 'UTC', hourMs), Date.UTC(2026, 5, 1))).toBe(false);
  });
});

describe('a silence', () => {
  const silence: Silence = { id: 'a', by: 'Ada', at: 1_000, until: 2_000, services: ['auth'] };
  it('mutes until its end, and no longer', () => {
    expect([1_000, 1_999, 2_000].map((at) => muting([], [silence], at)('auth'))).toEqual([true, true, false]);
    expect(muting([], [silence], 1_500)('mlflow')).toBe(false);
    const { services: _, ...all } = silence;
    expect(muting([], [all], 1_500)('mlflow')).toBe(true);
  });
});

test('a daily window mutes exactly as long as it lasts after each beginning, minute by minute', () => {
  fc.assert(fc.property(
    fc.integer({ min: 0, max: 59 }), fc.integer({ min: 0, max: 23 }), fc.integer({ min: 1, max: 1439 }), fc.integer({ min: 0, max: 7 * 1440 }),
    (minute, hour, lasts, at) => {
      const now = Date.UTC(2026, 2, 25) + at * minuteMs;
      const sinceBegun = (now - (60 * hour + minute) * minuteMs) % dayMs;
      expect(isMuted(recurring(`${minute} ${hour} * * *`, 'UTC', lasts * minuteMs), now)).toBe(sinceBegun < lasts * minuteMs);
    },
  ));
});

const named = (services: readonly string[] | null) => (services === null ? {} : { services });

test('of many windows and silences any that covers the moment and the service mutes it', () => {
  const span = fc.record({ from: fc.nat(1_000), length: fc.integer({ min: 1, max: 200 }), services: fc.option(fc.subarray(['auth', 'registry', 'mlflow'], { minLength: 1 })) });
  fc.assert(fc.property(fc.array(span, { maxLength: 100 }), fc.array(span, { maxLength: 20 }), fc.nat(1_200), (windows, silences, at) => {
    const isMutedAt = muting(
      windows.map(({ from, length, services }) => ({ from, to: from + length, reason: 'Work', ...named(services) })),
      silences.map(({ from, length, services }, index) => ({ id: String(index), by: 'Ada', at: from, until: from + length, ...named(services) })),
      at,
    );
    for (const service of ['auth', 'registry', 'mlflow', 'other']) {
      const covered = ({ from, length, services }: (typeof windows)[number], begun: boolean) => begun && at < from + length && (services === null || services.includes(service));
      const covers = windows.some((window) => covered(window, at >= window.from)) || silences.some((silence) => covered(silence, true));
      expect(isMutedAt(service)).toBe(covers);
    }
  }));
});
