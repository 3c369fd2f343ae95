import { describe, expect, it } from 'vitest';
import { firstEvaluation } from '../../../shared/alerts/evaluation.ts';
import { nextEvaluation } from '../../../shared/alerts/next-evaluation.ts';
import { aPolicy, anAudience } from '../../fixtures/alerts.ts';
import { aCheck, failed, hard, passed, remembered, stateOf, unknown } from '../../fixtures/results.ts';
import { bad, story } from '../../fixtures/story.ts';

const [auth, registry] = [bad('auth-a', 'auth-b'), bad('registry-a', 'registry-b')];

describe('a healthy platform', () => {
  it('is told to nobody, and changes nothing from minute to minute', () => {
    const here = story().pass();
    const { evaluation } = here;
    expect(evaluation).toMatchObject({ services: { auth: { state: 'operational', since: 60_000 }, registry: { state: 'operational' } }, notes: 0, queues: {} });
    expect(here.pass().evaluation.services).toBe(evaluation.services);
    expect(here.told).toEqual([]);
  });

  it('that cannot be seen at first is no news', () => {
    const states = [stateOf([remembered(unknown('a'), { state: 'ok' }, { knownAt: -999_999 })])];
    expect(nextEvaluation(firstEvaluation, states, aPolicy(), 0, 0)).toMatchObject({ notes: 0, services: { registry: { state: 'unknown' } } });
  });
});

it('an audience that is described no more refuses nothing any more', () => {
  const refused = { at: 1, why: 'no such topic' };
  const before = { ...firstEvaluation, queues: { former: { notes: [], refused }, people: { notes: [], refused } } };
  expect(nextEvaluation(before, [], aPolicy(), 0, 0).queues).toEqual({ people: { notes: [], refused } });
});

describe('an outage', () => {
  it('is one conversation: it opens, and is resolved when three good runs made it well and three more showed it', () => {
    expect(story().pass(2).pass(5, auth).pass(9).kinds()).toEqual(['3 opened', '12 resolved']);
  });

  it('is told with its services, since when, and the score before', () => {
    const [opened] = story().pass(2).pass(1, auth).told;
    expect(opened?.note).toMatchObject({
      id: 'lab#1', kind: 'opened', at: 180_000, incident: { keys: [1], since: 180_000, severity: 'critical' },
      changes: [{ service: 'auth', to: 'down', since: 180_000 }], score: { passed: 2, applicable: 4 }, scoreBefore: { passed: 4, applicable: 4 },
    });
  });

  it('of one check is told in the second run, since the first', () => {
    const here = story().pass(2).pass(2, bad('auth-a'));
    expect(here.told).toMatchObject([{ minute: 4, note: { kind: 'opened', changes: [{ service: 'auth', to: 'degraded', since: 180_000 }], incident: { severity: 'warning' } } }]);
  });

  it('that was there from the beginning is told', () => {
    expect(story().pass(1, auth).kinds()).toEqual(['1 opened']);
  });

  it('that grows is told so; that becomes less is not', () => {
    expect(story().pass(2, bad('auth-a')).pass(2, { ...auth, ...registry }).pass(4, registry).pass(9).kinds()).toEqual(['2 opened', '3 worsened', '13 resolved']);
  });

  it('has a number of its own each time', () => {
    const here = story().pass(1, auth).pass(60).pass(1, auth).pass(9);
    expect(here.told.map(({ note }) => ('incident' in note ? [note.kind, note.incident.keys] : []))).toEqual([['opened', [1]], ['resolved', [1]], ['opened', [2]], ['resolved', [2]]]);
  });

  it('says at its end how long each service was down and degraded', () => {
    const here = story().pass(1).pass(10, auth).pass(9);
    expect(here.told.at(-1)?.note).toMatchObject({ kind: 'resolved', incident: { since: 120_000, services: { auth: { downMs: 600_000, degradedMs: 0, worst: 'down' } } } });
  });

  it('that nobody could be told of is told once, as one that is over', () => {
    const here = story().pass(1).pass(3, auth, { deaf: true }).pass(7, {}, { deaf: true }).pass();
    expect(here.told).toMatchObject([{ minute: 12, note: { kind: 'opened', resolvedAt: 540_000, changes: [{ service: 'auth' }] } }]);
  });

  it('is told to every audience under the same number', () => {
    const here = story({ policy: { audiences: { people: anAudience(), valueOf: anAudience() } } }).pass(1, auth);
    expect(here.told.map(({ audience, note }) => [audience, note.id])).toEqual([['people', 'lab#1'], ['valueOf', 'lab#1']]);
  });

  it('of a service whose name every object inherits is one like any other', () => {
    const checks = ['a', 'b'].map((id) => aCheck(id, { service: 'constructor' }));
    expect(story({ checks }).pass(2).pass(2, bad('a', 'b')).pass(9).kinds()).toEqual(['3 opened', '9 resolved']);
  });

  it('is not ended by what only nobody can see', () => {
    const blind = Object.fromEntries(['auth-a', 'auth-b'].map((id) => [id, unknown(id)]));
    expect(story().pass(2, auth).pass(12, blind).kinds()).toEqual(['1 opened', '5 impaired']);
  });
});

/** Hard for two minutes, well for so many. */
const flap = (here: ReturnType<typeof story>, times: number, wellFor: number) => {
  for (let time = 0; time < times; time += 1) here.pass(2, bad('auth-a')).pass(wellFor);
  return here;
};

describe('a check that flaps', () => {

  it('within the time that makes an incident resolved keeps one open, and tells once that it flaps', () => {
    const here = flap(story().pass(1), 6, 4).pass(30);
    expect(here.kinds()).toEqual(['3 opened', '12 worsened', '50 resolved']);
    expect(here.told[1]?.note).toMatchObject({ changes: [{ service: 'auth', flapping: ['auth-a'] }] });
  });

  it('more slowly is an incident twice, and then one until it is calm', () => {
    const kinds = flap(story().pass(1), 5, 10).pass(30).kinds();
    expect(kinds).toEqual(['3 opened', '8 resolved', '15 opened', '18 worsened', '68 resolved']);
  });
});

describe('the score', () => {
  const warnings = [...['a', 'b', 'c'].map((id) => aCheck(id)), ...['w1', 'w2', 'w3'].map((id) => aCheck(id, { role: 'warning', severity: 'warning' }))];

  it('that drops by itself is told in the next run, once', () => {
    const here = story({ checks: warnings }).pass(2).pass(9, bad('w1', 'w2'));
    expect(here.told).toMatchObject([{ minute: 4, note: { kind: 'score-dropped', score: { passed: 4 }, scoreBefore: { passed: 6, applicable: 6 } } }]);
  });

  it('that drops with an incident is part of its message', () => {
    expect(story({ checks: warnings }).pass(2).pass(9, bad('a', 'b', 'c', 'w1')).kinds()).toEqual(['3 opened']);
  });

  it('does not count services under maintenance', () => {
    const maintenance = [{ from: 0, to: 3_600_000, services: ['registry'], reason: 'upgrade' }];
    expect(story({ policy: { maintenance } }).pass(2).pass(9, registry).kinds()).toEqual([]);
  });
});

describe('what the checker cannot see', () => {
  const blind = { 'auth-a': unknown('auth-a') };

  it('for three runs is told, once, to who looks after it; and when it sees again', () => {
    const audiences = { people: anAudience({ checker: false }), owners: anAudience() };
    const here = story({ policy: { audiences } }).pass(1).pass(6, blind).pass(3);
    expect(here.kinds()).toEqual([]);
    expect(here.told.map(({ minute, note }) => [minute, note])).toMatchObject([
      [4, { kind: 'impaired', unseen: ['infrastructure: auth'], seen: [] }], [8, { kind: 'impaired', unseen: [], seen: ['infrastructure: auth'] }],
    ]);
  });

  it('for two is not', () => {
    expect(story().pass(1).pass(2, blind).pass(3).kinds()).toEqual([]);
  });
});

describe('a cause', () => {
  const cause = { id: 'LB_NO_TARGETS:auth', title: 'No target is registered', confidence: 0.8 };
  const policy = { audiences: { people: anAudience(), pager: anAudience({ form: 'pager', severity: 'critical' }) } };

  it('that is found later is told once, to all who were told of the incident', () => {
    const here = story({ policy }).pass(2).pass(2, auth).pass(5, auth, { causes: [cause] });
    expect([here.kinds(), here.kinds('pager')]).toEqual([['3 opened', '6 cause'], ['3 opened', '6 cause']]);
    expect(here.told.at(-1)?.note).toMatchObject({ causes: [cause], incident: { keys: [1], causes: [cause] } });
  });

  it('is told with the opening where it is known by then, and with the end of an incident no more', () => {
    const here = story({ policy }).pass(2).pass(2, auth, { causes: [cause] }).pass(9);
    expect(here.kinds()).toEqual(['3 opened', '9 resolved']);
    expect(here.told[0]?.note).toMatchObject({ incident: { causes: [cause] } });
  });

  it('is not told while there is no incident', () => {
    expect(story({ policy }).pass(5, {}, { causes: [cause] }).kinds()).toEqual([]);
  });

  it('waits for the end of a maintenance', () => {
    const maintenance = [{ from: 240_000, to: 420_000, reason: 'upgrade' }];
    expect(story({ policy: { ...policy, maintenance } }).pass(2).pass(8, auth, { causes: [] }).kinds()).toEqual(['3 opened']);
    expect(story({ policy: { ...policy, maintenance } }).pass(2).pass(1, auth).pass(7, auth, { causes: [cause] }).kinds()).toEqual(['3 opened', '8 cause']);
  });
});

it('judged again from the same states, an evaluation is the same', () => {
  const states = [stateOf([remembered(failed('a'), hard), remembered(passed('b'), { state: 'ok' })])];
  const once = nextEvaluation(firstEvaluation, states, aPolicy(), 0, 0);
  expect(nextEvaluation(once, states, aPolicy(), 0, 0)).toBe(once);
});
