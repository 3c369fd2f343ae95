import { describe, expect, it } from 'vitest';
import { merge } from '../../../shared/alerts/merge.ts';
import type { News, ServiceChange } from '../../../shared/alerts/note.ts';
import { aNote, anAffected, anIncidentNow } from '../../fixtures/alerts.ts';

const [early, later] = [anIncidentNow({ severity: 'warning' }), anIncidentNow()];
const degraded: ServiceChange = { service: 'auth', to: 'degraded', since: 1 };
const worse: ServiceChange = { service: 'auth', from: 'degraded', to: 'down', since: 5 };
const other: ServiceChange = { service: 'registry', to: 'down', since: 6 };

const opened: News = { kind: 'opened', incident: early, changes: [degraded] };
const worsened: News = { kind: 'worsened', incident: later, changes: [worse, other] };
const reminder: News = { kind: 'reminder', incident: later };
const [one, two] = [{ id: 'a', title: 'A', confidence: 0.9 }, { id: 'b', title: 'B', confidence: 0.8 }];
const cause: News = { kind: 'cause', incident: later, causes: [one] };
const acknowledged: News = { kind: 'acknowledged', incident: { ...later, acknowledged: { by: 'Ann', at: 7 } } };
const resolved: News = { kind: 'resolved', incident: later };
const dropped: News = { kind: 'score-dropped' };
const unseen: News = { kind: 'impaired', unseen: ['a', 'b'], seen: [] };
const all = { opened, worsened, cause, reminder, acknowledged, resolved, dropped, unseen };

/** What two come to that nobody has delivered. */
const both = (first: News, second: News) => merge(aNote(1, first), aNote(2, second));

describe('two notes that nobody has delivered', () => {
  it.each<[string, News, News, News]>([
    ['an incident that grows opens as it is now, since it began', opened, worsened, { kind: 'opened', incident: later, changes: [{ service: 'auth', to: 'down', since: 1 }, other] }],
    ['worse and worse is worse once', { ...worsened, changes: [{ ...worse, to: 'degraded', flapping: ['a'] }] }, { ...worsened, changes: [{ ...worse, flapping: ['b'], class: 'name not found' }] },
      { ...worsened, changes: [{ service: 'auth', from: 'degraded', to: 'down', since: 5, class: 'name not found', flapping: ['a', 'b'] }] }],
    ['a reminder is replaced by what is worse', reminder, worsened, worsened],
    ['what is worse is not lost in a reminder', worsened, reminder, worsened],
    ['a cause that is found before anybody was told of the incident is told with it', opened, cause, { kind: 'opened', incident: later, changes: [degraded] }],
    ['what is worse tells the cause as well', cause, worsened, worsened],
    ['one cause and another are told at once', cause, { ...cause, causes: [two] }, { ...cause, causes: [one, two] }],
    ['a reminder is replaced by the cause', reminder, cause, cause],
    ['a cause is not lost in a reminder', cause, reminder, cause],
    ['nor when somebody cares', cause, acknowledged, { ...cause, incident: acknowledged.incident }],
    ['of what is over no cause is told any more', cause, resolved, resolved],
    ['the newer reminder is enough', { ...reminder, incident: early }, reminder, reminder],
    ['what somebody cares for opens so', opened, acknowledged, { ...opened, incident: acknowledged.incident }],
    ['a reminder is replaced by that somebody cares', reminder, acknowledged, acknowledged],
    ['what is over was never more than that', worsened, resolved, resolved],
    ['nor does it matter who cared', acknowledged, resolved, resolved],
    ['a lower score is told once', dropped, dropped, dropped],
    ['what is seen again is unseen no more', unseen, { kind: 'impaired', unseen: ['c'], seen: ['a'] }, { kind: 'impaired', unseen: ['b', 'c'], seen: ['a'] }],
  ])('%s', (_, first, second, one) => {
    expect(both(first, second)).toEqual(aNote(2, one));
  });

  it('tell of an incident that is over as of one that was', () => {
    expect(both(opened, resolved)).toEqual(aNote(2, { kind: 'opened', incident: later, changes: [degraded], resolvedAt: 2 }));
  });

  const apart = [
    ['resolved', 'opened'], ['resolved', 'dropped'], ['opened', 'dropped'], ['dropped', 'opened'], ['dropped', 'worsened'], ['acknowledged', 'worsened'], ['unseen', 'resolved'],
    ['opened', 'opened'], ['unseen', 'dropped'],
  ] as const;
  it.each(apart)('are both told when they are %s and %s', (first, second) => {
    expect(both(all[first], all[second])).toBeUndefined();
  });

  it.each(['opened', 'worsened', 'reminder', 'acknowledged'] as const)('are both told when the incident of the first, %s, has another number since', (first) => {
    expect(both(all[first], { ...worsened, incident: { ...later, keys: [1, 2] } })).toBeUndefined();
    expect(both(all[first], { ...resolved, incident: { ...later, keys: [2] } })).toBeUndefined();
  });

  it('are both told when one is a trial, or tells of an audience that cannot be told', () => {
    for (const news of [{ kind: 'trial', by: 'Ann' }, { kind: 'undeliverable', audience: 'pager', why: 'gone' }] as const) {
      expect([both(opened, news), both(news, worsened), both(news, news)]).toEqual([undefined, undefined, undefined]);
    }
  });

  it('keep what had to be known of the first as long as it is that', () => {
    expect(merge(aNote(1, opened, { remark: 'It began in a maintenance.' }), aNote(2, worsened))?.remark).toBe('It began in a maintenance.');
    expect(merge(aNote(1, worsened, { remark: 'It began in a maintenance.' }), aNote(2, resolved))?.remark).toBeUndefined();
  });

  it('keep the score that was told before both, and how many were left out', () => {
    const [before, meanwhile] = [{ passed: 11, applicable: 11 }, { passed: 5, applicable: 11 }];
    expect(merge(aNote(1, opened, { scoreBefore: before, omitted: 3 }), aNote(2, worsened, { scoreBefore: meanwhile }))).toMatchObject({ scoreBefore: before, omitted: 3 });
    expect(merge(aNote(1, reminder), aNote(2, worsened, { scoreBefore: meanwhile }))).toMatchObject({ scoreBefore: meanwhile });
  });
});

it('services of an incident are those of the newer note', () => {
  const services = { auth: anAffected(), registry: anAffected() };
  expect(both(opened, { ...reminder, incident: { ...later, services } })).toMatchObject({ kind: 'opened', incident: { services } });
});
