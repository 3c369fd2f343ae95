import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Affected, Incident } from '../../../shared/alerts/incident.ts';
import { asItIs, tellMembers } from '../../../shared/alerts/members.ts';
import type { Audience } from '../../../shared/platform/platform.ts';

const minuteMs = 60_000;
const person: Audience = { way: { topic: { env: 'TOPIC' } }, form: 'email', severity: 'warning', checker: true };
const reminded = (every: number, atMost: number): Audience => ({ ...person, remind: { everyMs: every * minuteMs, atMostMs: atMost * minuteMs } });
const affected = (worst: 'down' | 'degraded', state: Affected['state'] = worst): Affected => ({ state, since: 0, from: 0, worst, downMs: 0, degradedMs: 0 });
const incident = (services: Incident['services'], more: Partial<Incident> = {}): Incident => ({
  keys: [1], since: 0, openedAt: 0, severity: Object.values(services).some(({ worst }) => worst === 'down') ? 'critical' : 'warning',
  services, members: {}, opening: { passing: '', failing: '' }, remarks: [], ...more,
});
const degraded = incident({ registry: affected('degraded') });
const down = incident({ registry: affected('down') });
const moment = { reminds: true, isMuted: () => false };

/** Lets an incident go on, minute by minute; tells who was told what, and when. */
const goOn = (audiences: Readonly<Record<string, Audience>>, minutes: number, at: (minute: number) => { incident: Incident; isMuted?: (service: string) => boolean; reminds?: boolean }) => {
  let members: Incident['members'] = {};
  const told: string[] = [];
  for (let minute = 0; minute <= minutes; minute += 1) {
    const { incident: now, ...around } = at(minute);
    const next = tellMembers({ ...now, members }, undefined, { audiences }, { ...moment, ...around, at: minute * minuteMs });
    ({ members } = next);
    told.push(...next.told.map(({ audience, news }) => `${minute} ${audience}: ${news.kind}`));
  }
  return told;
};

const mutedFromTenTo = (end: number) => (minute: number) => {
  const muted = minute >= 10 && minute < end;
  return { incident: down, isMuted: () => muted, reminds: !muted };
};

describe('who is told of an incident', () => {
  it('is told of it once, with everything that is wrong then', () => {
    const both = incident({ registry: affected('down'), auth: affected('degraded', 'operational') });
    const { told, members } = tellMembers(both, undefined, { audiences: { people: person } }, { ...moment, at: 5 });
    expect(told).toEqual([{ audience: 'people', news: { kind: 'opened', incident: asItIs(both), changes: [{ service: 'registry', to: 'down', since: 0 }] } }]);
    expect(members).toEqual({ people: { toldAt: 5 } });
    expect(goOn({ people: person }, 600, () => ({ incident: down }))).toEqual(['0 people: opened']);
  });

  it('comes to it when it becomes severe enough, and stays to the end', () => {
    const audiences = { people: person, pager: { ...person, severity: 'critical' as const } };
    const severe = (minute: number) => ({ incident: minute < 7 ? degraded : minute < 9 ? down : incident({ registry: affected('down', 'degraded') }) });
    expect(goOn(audiences, 20, severe)).toEqual(['0 people: opened', '7 pager: opened']);
    const { members } = tellMembers(down, undefined, { audiences }, { ...moment, at: 0 });
    const worsened = { kind: 'worsened', incident: asItIs(degraded), changes: [] } as const;
    expect(tellMembers({ ...degraded, members }, worsened, { audiences }, { ...moment, at: 1 }).told.map(({ audience }) => audience)).toEqual(['people', 'pager']);
  });

  it('comes to it late where nobody has acknowledged it, and then hears what has become of it', () => {
    const audiences = { people: person, boss: { ...person, afterMs: 15 * minuteMs } };
    expect(goOn(audiences, 60, () => ({ incident: down }))).toEqual(['0 people: opened', '15 boss: opened']);
    expect(goOn(audiences, 60, (minute) => ({ incident: minute < 14 ? down : { ...down, acknowledged: { by: 'Ada', at: 14 * minuteMs } } })))
      .toEqual(['0 people: opened']);
  });

  it('comes to it only for services that it is told of', () => {
    const audiences = { people: person, mlops: { ...person, services: ['mlflow'] } };
    expect(goOn(audiences, 20, (minute) => ({ incident: minute < 4 ? down : incident({ ...down.services, mlflow: affected('degraded') }) })))
      .toEqual(['0 people: opened', '4 mlops: opened']);
  });

  it('comes to nothing that is muted, and of the rest is told without that', () => {
    const audiences = { people: person, boss: { ...person, afterMs: 15 * minuteMs } };
    expect(goOn(audiences, 60, mutedFromTenTo(40))).toEqual(['0 people: opened', '40 boss: opened']);
    const both = incident({ registry: affected('down'), auth: affected('degraded') });
    const { told } = tellMembers(both, undefined, { audiences: { pager: { ...person, severity: 'critical' }, people: person } },
      { ...moment, isMuted: (service) => service === 'registry', at: 0 });
    expect(told).toEqual([{ audience: 'people', news: { kind: 'opened', incident: asItIs(both), changes: [{ service: 'auth', to: 'degraded', since: 0 }] } }]);
  });

  it('is told nothing of an incident in which all is well by now', () => {
    expect(goOn({ people: person }, 3, () => ({ incident: incident({ registry: affected('down', 'operational') }) }))).toEqual([]);
  });
});

describe('reminders', () => {
  it('come after twice as long each time up to the limit, for each audience by itself', () => {
    const audiences = { people: reminded(30, 240), often: reminded(5, 10), pager: person };
    const told = goOn(audiences, 1_000, () => ({ incident: down }));
    const at = (name: string) => told.filter((each) => each.endsWith(`${name}: reminder`)).map((each) => Number.parseInt(each));
    expect(at('people')).toEqual([30, 90, 210, 450, 690, 930]);
    expect(at('often').slice(0, 4)).toEqual([5, 15, 25, 35]);
    expect(at('pager')).toEqual([]);
  });

  it('stop when somebody has acknowledged it', () => {
    expect(goOn({ people: reminded(30, 240) }, 600, (minute) => ({ incident: minute < 89 ? down : { ...down, acknowledged: { by: 'Ada', at: 0 } } })))
      .toEqual(['0 people: opened', '30 people: reminder']);
  });

  it('wait while nobody is to be told, and come once after it', () => {
    expect(goOn({ people: reminded(30, 240) }, 130, mutedFromTenTo(120)))
      .toEqual(['0 people: opened', '120 people: reminder']);
  });

  it('begin anew when something was told', () => {
    const audiences = { people: reminded(30, 240) };
    const worsened = { kind: 'worsened', incident: asItIs(down), changes: [] } as const;
    const members = { people: { toldAt: 0, remindMs: 240 * minuteMs } };
    expect(tellMembers({ ...down, members }, worsened, { audiences }, { ...moment, at: 7 }).members).toEqual({ people: { toldAt: 7, remindMs: 30 * minuteMs } });
  });
});

test('no two reminders come closer than described, nor later than the limit', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 300 }), (every, more) => {
    const told = goOn({ people: reminded(every, every + more) }, 1_500, () => ({ incident: down })).map((each) => Number.parseInt(each));
    const gaps = told.slice(1).map((minute, index) => minute - (told[index] ?? 0));
    gaps.forEach((gap, index) => expect(gap).toBe(Math.min(every * 2 ** index, every + more)));
    expect(told.length).toBeGreaterThan(1);
  }), { numRuns: 30 });
});
