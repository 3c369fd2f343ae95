import { describe, expect, it } from 'vitest';
import type { CategoryState } from '../../../shared/health/category-state.ts';
import { firstEvaluation, nextEvaluation, type Policy } from '../../../shared/alerts/next-evaluation.ts';
import { blocked, failed, hard, ok, passed, remembered, stateOf } from '../../fixtures/results.ts';

const policy: Policy = {
  environment: 'lab', audiences: ['people', 'owners'], maintenance: [], scoreDrop: { points: 5, checks: 2 }, publisher: 'infrastructure',
};
const names = ['a', 'b', 'c', 'd'];
/** When the first failing run was, before the one that made it certain. */
const brokeAt = 45_000;
const states = (failing: readonly string[], at = 0): readonly CategoryState[] =>
  [stateOf(names.map((name) => remembered(failing.includes(name) ? failed(name) : passed(name), failing.includes(name) ? { state: 'hard', since: brokeAt } : ok, { knownAt: at })), { lastRun: at })];
const judge = (before = firstEvaluation, failing: readonly string[] = [], at = 0, changes: Partial<Policy> = {}) =>
  nextEvaluation(before, states(failing, at), { ...policy, ...changes }, at, at);

/** A service whose name every object inherits. */
const oddly = (at: number, verdict: typeof failed | typeof passed): readonly CategoryState[] => [stateOf(names.map((name) =>
  remembered(verdict(name), verdict === failed ? hard : ok, { service: 'constructor', knownAt: at })), { lastRun: at })];

describe('judging the environment', () => {
  const healthy = judge();

  it('tells nobody that a platform seen for the first time is well', () => {
    expect(healthy).toMatchObject({ services: { registry: { state: 'operational', told: 'operational' } }, notes: 0, queues: {} });
  });

  it('changes nothing in a healthy minute, so that nothing is written', () => {
    expect(judge(healthy, [], 60_000)).toBe(healthy);
  });

  it('tells every audience when a service goes down, with the failing checks and the score that fell', () => {
    const down = judge(healthy, names, 60_000);
    expect(down.services).toEqual({ registry: { state: 'down', since: brokeAt, told: 'down' } });
    expect(Object.keys(down.queues)).toEqual(['people', 'owners']);
    expect(down.queues['people']?.notes).toMatchObject([{
      id: 'lab#1', at: 60_000, changes: [{ service: 'registry', from: 'operational', to: 'down', since: brokeAt }],
      score: { passed: 0, applicable: 4 }, dropFrom: { passed: 4, applicable: 4 }, moreFailing: 0,
    }]);
    expect(down.queues['people']?.notes[0]?.failing.map(({ check, reason }) => [check, reason])).toEqual(names.map((name) => [name, 'status']));
  });

  it('knows nothing of a service or an audience before it is there, whatever its name', () => {
    const audiences = { ...policy, audiences: ['valueOf'] };
    const down = nextEvaluation(nextEvaluation(firstEvaluation, oddly(0, passed), audiences, 0, 0), oddly(60_000, failed), audiences, 60_000, 60_000);
    expect(down.queues['valueOf']?.notes.map(({ changes }) => changes)).toMatchObject([[{ service: 'constructor', from: 'operational', to: 'down' }]]);
  });

  it('tells it once: the same state a minute later is no news', () => {
    const down = judge(healthy, names, 60_000);
    expect(judge(down, names, 120_000)).toBe(down);
  });

  it('tells of an outage that was there from the beginning', () => {
    expect(judge(firstEvaluation, names).queues['people']?.notes[0]?.changes).toEqual([{ service: 'registry', from: 'operational', to: 'down', since: brokeAt }]);
  });

  it('tells of the recovery', () => {
    const down = { ...judge(healthy, names, 60_000), queues: {} };
    expect(judge(down, [], 120_000).queues['people']?.notes).toMatchObject([{ id: 'lab#2', changes: [{ from: 'down', to: 'operational' }], failing: [] }]);
  });

  it('tells an outage that was over before anybody could be told as one message, without a drop', () => {
    const queue = judge(judge(healthy, names, 60_000), [], 120_000).queues['people'];
    const change = { from: 'operational', to: 'operational', meanwhile: { state: 'down', since: brokeAt } };
    expect(queue?.notes).toMatchObject([{ id: 'lab#2', changes: [change] }]);
    expect(queue?.notes[0]).not.toHaveProperty('dropFrom');
  });

  it('names at most eight failing checks and counts the rest', () => {
    const many = [stateOf(Array.from({ length: 12 }, (_, n) => remembered(failed(`c${n}`), hard)))];
    const note = nextEvaluation(firstEvaluation, many, policy, 0, 0).queues['people']?.notes[0];
    expect([note?.failing.length, note?.moreFailing]).toEqual([8, 4]);
  });

  describe('during maintenance', () => {
    const maintenance = [{ from: 60_000, to: 180_000, reason: 'upgrade' }];

    it('goes on judging and tells nothing, neither services nor score', () => {
      const muted = judge(healthy, names, 60_000, { maintenance });
      expect(muted).toMatchObject({ services: { registry: { state: 'down', told: 'operational' } }, notes: 0, queues: {} });
    });

    it('tells what is still broken when it ends', () => {
      const muted = judge(healthy, names, 60_000, { maintenance });
      expect(judge(muted, names, 180_000, { maintenance }).queues['people']?.notes[0]?.changes).toEqual([{ service: 'registry', from: 'operational', to: 'down', since: brokeAt }]);
    });

    it('says nothing of what broke and was mended meanwhile', () => {
      const muted = judge(healthy, names, 60_000, { maintenance });
      expect(judge(judge(muted, [], 120_000, { maintenance }), [], 180_000, { maintenance }).notes).toBe(0);
    });

    it('mutes the named services only', () => {
      const others = [{ from: 0, to: 180_000, services: ['mlflow'], reason: 'upgrade' }];
      expect(judge(healthy, names, 60_000, { maintenance: others }).notes).toBe(1);
    });

    describe('of one service', () => {
      const ofRegistry = [{ from: 60_000, to: 180_000, services: ['registry'], reason: 'upgrade' }];
      const two = (failing: readonly string[], at: number, before = firstEvaluation) => {
        const check = (service: string) => (name: string) => {
          const id = `${service}-${name}`;
          return failing.includes(service)
            ? remembered(failed(id), { state: 'hard', since: brokeAt }, { service, knownAt: at })
            : remembered(passed(id), ok, { service, knownAt: at });
        };
        const checks = [...names.map(check('registry')), ...names.map(check('mlflow'))];
        return nextEvaluation(before, [stateOf(checks, { lastRun: at })], { ...policy, maintenance: ofRegistry }, at, at);
      };
      const both = two([], 0);

      it('tells nothing of its score either, also where it is the only one', () => {
        expect(judge(healthy, names, 60_000, { maintenance: ofRegistry })).toMatchObject({ notes: 0, queues: {} });
        const muted = two(['registry'], 60_000, both);
        expect(muted).toMatchObject({ notes: 0, queues: {}, baseline: { passed: 4, applicable: 4 } });
        expect(two(['registry'], 120_000, muted)).toBe(muted);
      });

      it('tells what is still broken when it ends, once, and nothing of what was mended', () => {
        const muted = two(['registry'], 60_000, both);
        const ended = two(['registry'], 180_000, muted);
        const change = { service: 'registry', from: 'operational', to: 'down', since: brokeAt };
        expect(ended.queues['people']?.notes.map(({ changes }) => changes)).toEqual([[change]]);
        expect(two(['registry'], 240_000, ended)).toBe(ended);
        expect(two([], 180_000, two([], 120_000, muted))).toMatchObject({ notes: 0, baseline: { passed: 8, applicable: 8 } });
      });

      it('says nothing of checks of other services that it blocks', () => {
        const blocking = stateOf([
          ...names.map((name) => remembered(failed(name), hard, { knownAt: 60_000 })),
          ...names.map((name) => remembered(blocked(`mlflow-${name}`, name), ok, { service: 'mlflow', knownAt: 60_000 })),
        ]);
        expect(nextEvaluation(both, [blocking], { ...policy, maintenance: ofRegistry }, 60_000, 60_000).notes).toBe(0);
      });

      it('tells the drop of another service, in scores of all checks', () => {
        const told = two(['registry', 'mlflow'], 120_000, two(['registry'], 60_000, both));
        expect(told.queues['people']?.notes).toMatchObject([{
          changes: [{ service: 'mlflow', from: 'operational', to: 'down' }],
          score: { passed: 0, applicable: 8 }, dropFrom: { passed: 4, applicable: 8 },
        }]);
      });
    });
  });
});
