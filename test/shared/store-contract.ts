import { expect, test } from 'vitest';
import type { Store } from '../../shared/store.ts';
import { categoryState, evaluation, runRecord } from '../fixtures/remembered.ts';

/** Opens a store of an environment; stores of the same environment share their memory. */
export type OpenStore = (environment: string, vantage?: string) => Store;

const minute = 60_000;
const start = 1_754_376_000_000;
const all = { from: 0, to: start * 2, limit: 100 };

/** What every store does. `open` must give empty memories for environments that were not used before. */
export const storeContract = (open: OpenStore): void => {
  test('nothing is remembered at first', async () => {
    const store = open('empty');
    expect(await store.state('infrastructure')).toBeUndefined();
    expect(await store.states()).toEqual([]);
    expect(await store.evaluation()).toBeUndefined();
    expect(await store.runs('infrastructure', all)).toEqual([]);
  });

  test('a state is read back as it was put, by every store of the environment', async () => {
    expect(await open('state').putState(categoryState())).toBe('stored');
    expect(await open('state').state('infrastructure')).toEqual(categoryState());
    expect(await open('state-of-another').state('infrastructure')).toBeUndefined();
  });

  test('only a newer run replaces a state', async () => {
    const store = open('newer');
    const second = categoryState({ lastRun: start + minute });
    expect(await store.putState(second)).toBe('stored');
    expect(await store.putState(categoryState({ lastRun: start + minute, checks: [] }))).toBe('not newer');
    expect(await store.putState(categoryState({ lastRun: start }))).toBe('not newer');
    expect(await store.state('infrastructure')).toEqual(second);
    expect(await store.putState(categoryState({ lastRun: start + minute + 1, checks: [] }))).toBe('stored');
    expect(await store.state('infrastructure')).toMatchObject({ lastRun: start + minute + 1, checks: [] });
  });

  test('the states of all categories and vantages are read together, each vantage reads its own', async () => {
    const store = open('vantages');
    const states = [categoryState(), categoryState({ category: 'routing' }), categoryState({ vantage: 'inside', lastRun: start + 1 })];
    for (const state of states) await store.putState(state);
    expect(new Set(await store.states())).toEqual(new Set(states));
    expect(await store.state('infrastructure')).toEqual(states[0]);
    expect(await open('vantages', 'inside').state('infrastructure')).toEqual(states[2]);
    expect(await open('vantages', 'inside').state('routing')).toBeUndefined();
  });

  test('a run is kept as it was first put', async () => {
    const store = open('run');
    await store.putRun(runRecord());
    await store.putRun(runRecord({ tookMs: 1, results: [] }));
    expect(await store.runs('infrastructure', all)).toEqual([runRecord()]);
  });

  test('history is listed newest first, within its bounds and its limit, for one category and vantage', async () => {
    const store = open('history');
    for (const n of [2, 0, 3, 1, 4]) await store.putRun(runRecord({ scheduled: start + n * minute }));
    await store.putRun(runRecord({ category: 'routing', scheduled: start + minute }));
    await store.putRun(runRecord({ vantage: 'inside', scheduled: start + minute }));
    const minutes = async (range: Partial<typeof all>) =>
      (await store.runs('infrastructure', { ...all, ...range })).map(({ scheduled }) => (scheduled - start) / minute);
    expect(await minutes({})).toEqual([4, 3, 2, 1, 0]);
    expect(await minutes({ from: start + minute, to: start + 3 * minute })).toEqual([3, 2, 1]);
    expect(await minutes({ from: start + minute + 1, to: start + 3 * minute - 1 })).toEqual([2]);
    expect(await minutes({ limit: 2 })).toEqual([4, 3]);
    expect(await minutes({ limit: 0 })).toEqual([]);
    expect(await minutes({ from: start + 1, to: start })).toEqual([]);
    expect(await store.runs('routing', all)).toHaveLength(1);
    expect(await open('history', 'inside').runs('infrastructure', all)).toMatchObject([{ vantage: 'inside' }]);
  });

  test('an evaluation is put only on top of the version before it', async () => {
    const store = open('evaluation');
    expect(await store.putEvaluation(evaluation(2))).toBe('conflict');
    expect(await store.evaluation()).toBeUndefined();
    expect(await store.putEvaluation(evaluation(1))).toBe('stored');
    expect(await store.putEvaluation(evaluation(1))).toBe('conflict');
    expect(await store.putEvaluation(evaluation(3))).toBe('conflict');
    expect(await store.putEvaluation(evaluation(2, { notes: 7 }))).toBe('stored');
    expect(await open('evaluation', 'inside').evaluation()).toEqual(evaluation(2, { notes: 7 }));
  });

  test.for([1, 2])('of 20 stores that race to put version %i of the evaluation one wins, and its is kept', async (version) => {
    const environment = `race-${version}`;
    for (let before = 1; before < version; before += 1) await open(environment).putEvaluation(evaluation(before));
    const puts = Array.from({ length: 20 }, (_, n) => open(environment).putEvaluation(evaluation(version, { notes: n })));
    const said = await Promise.all(puts);
    expect(said.filter((each) => each === 'stored')).toHaveLength(1);
    expect(await open(environment).evaluation()).toEqual(evaluation(version, { notes: said.indexOf('stored') }));
  });
};
