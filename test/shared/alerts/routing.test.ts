import { describe, expect, it } from 'vitest';
import type { Affected, Incident } from '../../../shared/alerts/incident.ts';
import type { IncidentNow, Note } from '../../../shared/alerts/note.ts';
import { concerns, hears, isHeld } from '../../../shared/alerts/routing.ts';
import type { Audience } from '../../../shared/platform/platform.ts';

const minuteMs = 60_000;
const audience = (described: Partial<Audience> = {}): Audience =>
  ({ way: { topic: { env: 'TOPIC' } }, form: 'email', severity: 'warning', checker: true, ...described });
const affected = (worst: 'down' | 'degraded'): Affected => ({ state: worst, since: 0, from: 0, worst, downMs: 0, degradedMs: 0 });
const incident = (services: Readonly<Record<string, 'down' | 'degraded'>>, more: Partial<Incident> = {}) => ({
  openedAt: 0, services: Object.fromEntries(Object.entries(services).map(([service, worst]) => [service, affected(worst)])), ...more,
});
const acknowledged = { by: 'Ada', at: minuteMs };

describe('an incident concerns an audience', () => {
  it.each([
    ['warning', 'degraded', true], ['warning', 'down', true], ['critical', 'degraded', false], ['critical', 'down', true],
  ] as const)('that is told from %s on when a service is %s: %s', (severity, state, told) => {
    expect(concerns(audience({ severity }), incident({ auth: state }), 0)).toBe(told);
  });

  it('when one of its services is affected', () => {
    const mlflow = audience({ services: ['mlflow', 'registry'] });
    expect(concerns(mlflow, incident({ auth: 'down' }), 0)).toBe(false);
    expect(concerns(mlflow, incident({ auth: 'down', registry: 'degraded' }), 0)).toBe(true);
    expect(concerns(audience({ services: [] }), incident({ auth: 'down' }), 0)).toBe(false);
  });

  it('only as severely as its own services are affected', () => {
    const mlflow = audience({ services: ['mlflow'], severity: 'critical' });
    expect(concerns(mlflow, incident({ auth: 'down', mlflow: 'degraded' }), 0)).toBe(false);
    expect(concerns(mlflow, incident({ auth: 'degraded', mlflow: 'down' }), 0)).toBe(true);
  });

  it('that comes in late, from then on and only if nobody has acknowledged it', () => {
    const late = audience({ afterMs: 15 * minuteMs });
    const open = incident({ auth: 'down' });
    expect([0, 15 * minuteMs - 1, 15 * minuteMs, 90 * minuteMs].map((at) => concerns(late, open, at))).toEqual([false, false, true, true]);
    expect(concerns(late, { ...open, acknowledged }, 90 * minuteMs)).toBe(false);
    expect(concerns(audience(), { ...open, acknowledged }, 0)).toBe(true);
  });

  it('that comes in late no earlier for what came after an acknowledgement', () => {
    const late = audience({ afterMs: 15 * minuteMs });
    const again = incident({ auth: 'down' }, { unclaimedAt: 100 * minuteMs });
    expect([114, 115].map((minute) => concerns(late, again, minute * minuteMs))).toEqual([false, true]);
  });

  it('that comes in late no earlier for what became as severe as it is told of only later, or reached its services only then', () => {
    const boss = audience({ severity: 'critical', afterMs: 15 * minuteMs });
    const worse = incident({ auth: 'down' }, { criticalAt: 100 * minuteMs });
    expect([100, 114, 115].map((minute) => concerns(boss, worse, minute * minuteMs))).toEqual([false, false, true]);
    // Who is told of what is degraded, too, has known of it all the time.
    expect(concerns(audience({ afterMs: 15 * minuteMs }), worse, 100 * minuteMs)).toBe(true);
    const { auth, mlflow } = incident({ auth: 'down', mlflow: 'down' }).services;
    const spread = incident({}, { services: { auth: auth ?? affected('down'), mlflow: { ...mlflow ?? affected('down'), from: 100 * minuteMs } } });
    const late = (services: readonly string[]) => audience({ services, afterMs: 15 * minuteMs });
    expect([100, 115].map((minute) => concerns(late(['mlflow']), spread, minute * minuteMs))).toEqual([false, true]);
    expect(concerns(late(['auth', 'mlflow']), spread, 100 * minuteMs)).toBe(true);
  });

  it('never without a service, as where all are muted', () => {
    expect(concerns(audience(), incident({}), 0)).toBe(false);
  });
});

describe('what concerns no incident', () => {
  it("is heard as described where it is the checker's own trouble", () => {
    for (const kind of ['impaired', 'undeliverable'] as const) expect([true, false].map((checker) => hears(audience({ checker }), kind))).toEqual([true, false]);
  });

  it.each<[Partial<Audience>, boolean]>([
    [{}, true], [{ checker: false }, true], [{ severity: 'critical' }, false], [{ services: ['auth'] }, false], [{ afterMs: 1 }, false],
  ])('is heard, where it is the score, by who is told of everything at once: %j', (described, heard) => {
    expect(hears(audience(described), 'score-dropped')).toBe(heard);
  });
});

const now = (severity: 'critical' | 'warning'): IncidentNow => ({ keys: [1], since: 0, severity, services: {} });

describe('what waits is held', () => {
  const head = { id: 'lab#1', at: 0, score: { passed: 1, applicable: 1, unknown: 0, percent: 100 } };
  const opened = (severity: 'critical' | 'warning'): Note => ({ ...head, kind: 'opened', incident: now(severity), changes: [] });
  const trial: Note = { ...head, kind: 'trial', by: 'Ada' };
  const impaired: Note = { ...head, kind: 'impaired', unseen: ['infrastructure: auth'], seen: [] };
  const [night, day] = [Date.UTC(2026, 0, 15, 2), Date.UTC(2026, 0, 15, 12)];
  const sleeper = audience({ quiet: { fromMinute: 22 * 60, toMinute: 7 * 60, zone: 'Europe/Berlin' } });

  it.each<[string, readonly Note[], boolean]>([
    ['a warning', [opened('warning')], true],
    ["the checker's own trouble", [impaired], true],
    ['what is critical', [opened('critical')], false],
    ['a warning before what is critical, so that their order is kept', [opened('warning'), opened('critical')], false],
    ['a trial', [trial], false],
    ['that another cannot be told, who may have been to wake up', [{ ...head, kind: 'undeliverable', audience: 'pager', why: 'NotFound' }], false],
  ])('in their quiet time: %s', (_, notes, held) => {
    expect(isHeld(sleeper, { notes }, night)).toBe(held);
  });

  it('at no other time, and for nobody else', () => {
    expect(isHeld(sleeper, { notes: [opened('warning')] }, day)).toBe(false);
    expect(isHeld(audience(), { notes: [opened('warning')] }, night)).toBe(false);
  });
});
