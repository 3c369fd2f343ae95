import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { firstEvaluation, type Evaluation, type Silence } from '../../../shared/alerts/evaluation.ts';
import { nextEvaluation } from '../../../shared/alerts/next-evaluation.ts';
import type { Note } from '../../../shared/alerts/note.ts';
import type { Policy } from '../../../shared/alerts/policy.ts';
import type { CategoryState } from '../../../shared/health/category-state.ts';
import { remember } from '../../../shared/health/remember.ts';
import type { Audience, MaintenanceWindow } from '../../../shared/platform/platform.ts';
import { aCheck, failed, passed } from '../../fixtures/results.ts';

const minuteMs = 60_000;
const begin = Date.UTC(2026, 10, 21, 20);
const services = ['registry', 'auth'];
const checks = services.flatMap((service) => ['a', 'b'].map((id) => aCheck(`${service}-${id}`, { service })));

const people: Audience = { way: { topic: { env: 'TOPIC' } }, form: 'email', severity: 'warning', checker: true };
const policyWith = (maintenance: readonly MaintenanceWindow[], audiences: Policy['audiences'] = { people }): Policy =>
  ({ environment: 'lab', audiences, maintenance, scoreDrop: { points: 5, checks: 2 }, schedule: {}, publisher: 'infrastructure' });

interface Heard { readonly minute: number; readonly note: Note }

/** What was told, in short, and in which minute; when something is resolved is not the question here. */
const said = ({ minute, note }: Heard): string =>
  (note.kind === 'resolved' ? 'resolved' : [minute, note.kind, ...('changes' in note ? note.changes.map(({ service, to }) => `${service} ${to}`) : [])].join(' '));

/**
 * Runs every minute, in which the services that `failing` names fail altogether; everything is delivered at once. A silence begins
 * when it is asked for.
 */
const hear = (policy: Policy, minutes: number, failing: (minute: number) => readonly string[], silences: readonly Silence[] = []): readonly Heard[] => {
  let state: CategoryState | undefined;
  let evaluation: Evaluation = firstEvaluation;
  const heard: Heard[] = [];
  for (let minute = 0; minute <= minutes; minute += 1) {
    const at = begin + minute * minuteMs;
    const ill = failing(minute);
    const results = checks.map(({ id, service }) => (ill.includes(service) ? failed(id, { attempts: 5 }) : passed(id)));
    state = remember({ category: 'infrastructure', vantage: 'main', everyMs: minuteMs, scheduled: at }, checks, results, state);
    const asked = silences.filter((silence) => silence.at === at);
    evaluation = nextEvaluation({ ...evaluation, silences: [...evaluation.silences, ...asked] }, [state], policy, at, at);
    heard.push(...(evaluation.queues['people']?.notes ?? []).map((note) => ({ minute, note })));
    evaluation = { ...evaluation, queues: {} };
  }
  return heard;
};

const told = (...asked: Parameters<typeof hear>): readonly string[] => hear(...asked).map(said);

const between = (from: number, to: number, ...ill: readonly string[]) => (minute: number) => (minute >= from && minute < to ? ill : []);
const once = (from: number, to: number, named?: readonly string[]): MaintenanceWindow =>
  ({ from: begin + from * minuteMs, to: begin + to * minuteMs, reason: 'Upgrade', ...(named === undefined ? {} : { services: named }) });

/** First one service, then both. */
const spreading = (minute: number) => (minute < 10 ? [] : minute < 20 ? ['auth'] : minute < 50 ? services : []);

describe('maintenance', () => {
  it('keeps quiet of what breaks in it and is well before its end', () => {
    expect(told(policyWith([once(5, 35)]), 60, between(10, 30, 'registry'))).toEqual([]);
  });

  it('is followed, at its end, by what broke in it and is still broken', () => {
    expect(told(policyWith([once(5, 35)]), 70, between(10, 50, 'registry'))).toEqual(['35 opened registry down', 'resolved']);
  });

  it('that comes again does the same', () => {
    const saturday: MaintenanceWindow = { cron: '30 21 * * 6', zone: 'Europe/Berlin', durationMs: 30 * minuteMs, reason: 'Backup' };
    expect(told(policyWith([saturday]), 90, between(29, 90, 'registry'))).toEqual(['29 opened registry down']);
    expect(told(policyWith([saturday]), 90, between(30, 90, 'registry'))).toEqual(['60 opened registry down']);
    expect(told(policyWith([saturday]), 90, between(60, 90, 'registry'))).toEqual(['60 opened registry down']);
  });

  it('of one service leaves the others loud', () => {
    expect(told(policyWith([once(5, 35, ['registry'])]), 60, between(10, 20, 'registry', 'auth'))).toEqual(['10 opened auth down', 'resolved']);
  });

  it('that begins in an incident does not keep its end from being told', () => {
    expect(told(policyWith([once(15, 60)]), 59, between(10, 30, 'registry'))).toEqual(['10 opened registry down', 'resolved']);
  });

  it('keeps quiet of what becomes worse in it; what is worse at its end is told then', () => {
    expect(told(policyWith([once(15, 35)]), 70, spreading)).toEqual(['10 opened auth down', '35 worsened registry down', 'resolved']);
  });

  it('of which many follow each other ends with the last', () => {
    const many = Array.from({ length: 30 }, (_, index) => once(index, index + 1));
    expect(told(policyWith(many), 40, between(3, 40, 'registry'))).toEqual(['30 opened registry down']);
  });

  it('holds reminders back, and who would come in late', () => {
    const audiences = { people: { ...people, remind: { everyMs: 10 * minuteMs, atMostMs: 20 * minuteMs } } };
    expect(told(policyWith([once(15, 35)], audiences), 60, between(0, 60, 'registry')))
      .toEqual(['0 opened registry down', '10 reminder', '35 reminder', '55 reminder']);
    const late = { people: { ...people, afterMs: 20 * minuteMs } };
    expect(told(policyWith([once(15, 35)], late), 60, between(0, 60, 'registry'))).toEqual(['35 opened registry down']);
    expect(told(policyWith([], late), 60, between(0, 60, 'registry'))).toEqual(['20 opened registry down']);
  });
});

const silence = (from: number, to: number): Silence => ({ id: 'a', by: 'Ada', at: begin + from * minuteMs, until: begin + to * minuteMs });

describe('a silence', () => {
  it('is followed, at its end, by what broke in it and is still broken', () => {
    expect(told(policyWith([]), 70, between(10, 50, 'registry'), [silence(5, 20)])).toEqual(['20 opened registry down', 'resolved']);
    expect(told(policyWith([]), 60, between(10, 18, 'registry'), [silence(5, 30)])).toEqual([]);
  });

  it('keeps no incident from being resolved', () => {
    expect(told(policyWith([]), 59, between(10, 30, 'registry'), [silence(15, 60)])).toEqual(['10 opened registry down', 'resolved']);
  });
});

test('nobody is ever told in maintenance that something broke, and everybody afterwards of what still is broken', () => {
  const span = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 30 }));
  fc.assert(fc.property(fc.array(span, { maxLength: 4 }), fc.array(fc.tuple(span, fc.constantFrom(...services)), { maxLength: 4 }), (windows, outages) => {
    const isQuiet = (minute: number) => windows.some(([from, length]) => minute >= from && minute < from + length);
    const failing = (minute: number) => services.filter((service) => outages.some(([[from, length], of]) => of === service && minute >= from && minute < from + length));
    const news = hear(policyWith(windows.map(([from, length]) => once(from, from + length))), 120, failing).map(({ minute, note: { kind } }) => ({ minute, kind }));
    expect(news.filter(({ minute, kind }) => isQuiet(minute) && kind !== 'resolved')).toEqual([]);
    const turns = news.filter(({ kind }) => kind === 'opened' || kind === 'resolved');
    expect(turns.map(({ kind }) => kind)).toEqual(turns.map((_, index) => (index % 2 === 0 ? 'opened' : 'resolved')));
    expect(turns.length % 2).toBe(0);
    const isOpen = (minute: number) => turns.findLast((turn) => turn.minute <= minute)?.kind === 'opened';
    // Both checks of a service fail together and with all their attempts, so that one run is certain.
    expect(Array.from({ length: 120 }, (_, minute) => minute).filter((minute) => failing(minute).length > 0 && !isQuiet(minute) && !isOpen(minute))).toEqual([]);
  }), { numRuns: 50 });
});
