import { describe, expect, it } from 'vitest';
import { StoreError } from '../../shared/store-error.ts';
import type { Store } from '../../shared/store.ts';
import { memoryStore } from '../fixtures/memory-store.ts';
import { firstEvaluation } from '../../shared/alerts/evaluation.ts';
import { aNote, anAudience } from '../fixtures/alerts.ts';
import { world } from '../fixtures/world.ts';

const all = ['a', 'b', 'c', 'd'];
const unreachable = (): Promise<never> => Promise.reject(new StoreError('store-unreachable', 'the table does not answer'));
const deadStore: Store = {
  state: unreachable, states: unreachable, putState: unreachable, putRun: unreachable, runs: unreachable, evaluation: unreachable, putEvaluation: unreachable,
};
const codes = (of: ReturnType<typeof world>) => of.problems.map(({ code }) => code);

describe('no part of the path loses another', () => {
  it('metrics failing stop no message', async () => {
    const here = world();
    here.measure = () => Promise.reject(new Error('CloudWatch is away'));
    here.failing = all;
    await here.run();
    await here.next();
    expect(codes(here)).toEqual(['metrics-failed', 'metrics-failed']);
    expect(here.sent).toHaveLength(1);
  });

  it('a history that cannot be written stops neither judging nor telling', async () => {
    const here = world();
    const store = { ...here.store, putRun: unreachable };
    here.failing = all;
    await here.run({ store });
    await here.next({ store });
    expect(codes(here)).toEqual(['run-not-recorded', 'run-not-recorded']);
    expect(here.sent).toHaveLength(1);
  });

  it('losing the race for the evaluation again and again gives up, and the next run tells', async () => {
    const here = world();
    await here.run();
    here.failing = all;
    await here.next({ store: { ...here.store, putEvaluation: async () => 'conflict' } });
    expect(codes(here)).toEqual(['evaluation-gave-up']);
    expect(here.measured.at(-1)).toContainEqual({ name: 'EvaluationGaveUp', value: 1, unit: 'Count' });
    expect(here.sent).toEqual([]);
    await here.next();
    expect(here.sent).toHaveLength(1);
  });

  it('an evaluation too large to be stored is stored with fewer notes, as long as one is left', async () => {
    const here = world();
    const roomFor = (notes: number): Store => ({ ...here.store, putEvaluation: async (next) => {
      if ((next.queues['people']?.notes.length ?? 0) > notes) throw new StoreError('store-too-large', `has more than ${notes} notes`);
      return here.store.putEvaluation(next);
    } });
    await here.run();
    const stored = await here.store.evaluation();
    const queues = { people: { notes: [aNote(1, { kind: 'trial', by: 'Ann' }), aNote(2, { kind: 'trial', by: 'Bob' })] } };
    await here.store.putEvaluation({ ...firstEvaluation, ...stored, version: (stored?.version ?? 0) + 1, queues });
    here.failing = all;
    await here.next({ store: roomFor(1) });
    expect(codes(here)).toEqual([]);
    expect(here.sent).toMatchObject([{ note: { kind: 'opened', changes: [{ to: 'down' }], omitted: 2 } }]);
    here.failing = [];
    for (let run = 0; run < 4; run += 1) await here.next();
    await here.next({ store: roomFor(0) });
    expect(codes(here)).toEqual(['store-unavailable']);
  });

  it('without a store a service that is down is told all the same, at most every quarter of an hour', async () => {
    const here = world();
    here.checks.forEach((check) => Object.assign(check, { service: check.id === 'd' ? 'auth' : 'registry' }));
    here.failing = ['a', 'b', 'c'];
    const outcome = await here.run({ store: deadStore });
    expect(outcome).toMatchObject({ run: { did: 'probed', recorded: false }, delivered: 1 });
    expect(here.sent[0]?.note).toMatchObject({ id: 'lab#unrecorded', changes: [{ service: 'registry', to: 'down' }], remark: expect.stringContaining('store is unreachable') });
    for (let minutes = 1; minutes < 15; minutes += 1) await here.next({ store: deadStore });
    expect(here.sent).toHaveLength(1);
    await here.next({ store: deadStore });
    expect(here.sent).toHaveLength(2);
  });

  const outage = async () => {
    const here = world();
    here.checks.forEach((check) => Object.assign(check, { service: check.id === 'd' ? 'auth' : 'registry' }));
    await here.run();
    here.failing = ['a', 'b', 'c'];
    await here.next({ store: deadStore });
    const kinds = () => here.sent.map(({ note }) => [note.kind, 'incident' in note ? note.incident.keys : []]);
    return { here, kinds };
  };

  it.each([['is still away', deadStore], ['is back', undefined]])('what was told without a store is closed once it is over, by the same key, where the store %s', async (_, store) => {
    const { here, kinds } = await outage();
    const then = store === undefined ? {} : { store };
    here.failing = ['b'];
    await here.next({ store: deadStore });
    here.failing = [];
    here.publish = () => ({ transient: 'SNS does not answer' });
    await here.next(then);
    here.publish = () => 'taken';
    await here.next(then);
    await here.next(then);
    expect(kinds()).toEqual([['opened', [1]], ['resolved', [1]], ['resolved', [1]]]);
    expect(here.sent.at(-1)?.note).toMatchObject({ id: 'lab#unrecorded', incident: { services: { registry: { state: 'operational', worst: 'down' } } } });
  });

  it('what was told without a store is closed by the incident that was recorded under its key', async () => {
    const { here, kinds } = await outage();
    await here.next();
    here.failing = [];
    for (let minutes = 0; minutes < 9; minutes += 1) await here.next();
    expect(kinds()).toEqual([['opened', [1]], ['opened', [1]], ['resolved', [1]]]);
  });

  it('without a store only those are told whom the service concerns, and who are told at once', async () => {
    const here = world({ audiences: { people: anAudience(), registry: anAudience({ services: ['registry'] }), auth: anAudience({ services: ['auth'] }), boss: anAudience({ afterMs: 60_000 }) } });
    here.checks.forEach((check) => Object.assign(check, { service: check.id === 'd' ? 'auth' : 'registry' }));
    here.failing = ['a', 'b', 'c'];
    await here.run({ store: deadStore });
    expect(here.sent.map(({ audience }) => audience)).toEqual(['people', 'registry']);
  });

  it('a table that can be read but not written hides no outage: it is told once, and no score of before is published as of now', async () => {
    const here = world();
    here.checks.forEach((check) => Object.assign(check, { service: check.id === 'd' ? 'auth' : 'registry' }));
    const store = { ...here.store, putState: unreachable, putRun: unreachable, putEvaluation: unreachable };
    await here.run();
    here.failing = ['a', 'b', 'c'];
    expect(await here.next({ store })).toMatchObject({ run: { did: 'probed', recorded: false }, delivered: 1 });
    await here.next({ store });
    expect(here.sent).toMatchObject([{ note: { id: 'lab#unrecorded', changes: [{ service: 'registry', to: 'down' }] } }]);
    expect(here.measured.slice(1).flat().map(({ name }) => name)).toEqual(['CheckerErrors', 'CheckerErrors']);
  });

  it('what was told before the table refused to be written is not told again', async () => {
    const here = world();
    here.checks.forEach((check) => Object.assign(check, { service: check.id === 'd' ? 'auth' : 'registry' }));
    here.failing = ['a', 'b', 'c'];
    await here.run();
    await here.next();
    expect(here.sent).toHaveLength(1);
    await here.next({ store: { ...here.store, putState: unreachable, putRun: unreachable, putEvaluation: unreachable } });
    expect(here.sent).toHaveLength(1);
  });

  it('a run that was remembered but cannot be judged is told in the same way', async () => {
    const here = world();
    here.checks.forEach((check) => Object.assign(check, { service: check.id === 'd' ? 'auth' : 'registry' }));
    here.failing = ['a', 'b', 'c'];
    const outcome = await here.run({ store: { ...here.store, evaluation: unreachable } });
    expect(outcome).toMatchObject({ run: { recorded: true }, delivered: 1 });
    expect(here.sent[0]?.note).toMatchObject({ id: 'lab#unrecorded', changes: [{ service: 'registry', to: 'down' }] });
  });

  it('without a store a message that nobody takes is reported, and tried again with the next run', async () => {
    const here = world();
    here.checks.forEach((check) => Object.assign(check, { service: check.id === 'd' ? 'auth' : 'registry' }));
    here.failing = ['a', 'b', 'c'];
    here.publish = () => ({ transient: 'time-out' });
    await here.run({ store: deadStore });
    expect(codes(here)).toContain('note-delayed');
    here.publish = () => 'taken';
    expect(await here.next({ store: deadStore })).toMatchObject({ delivered: 1 });
  });

  it('what goes wrong in the run of a category that does not publish is counted all the same', async () => {
    const here = world();
    await here.run();
    await here.run({ category: 'endpoints', store: { ...here.store, putRun: unreachable } });
    expect(here.measured.at(-1)).toEqual([{ name: 'CheckerErrors', value: 1, unit: 'Count' }]);
  });

  it('without a store nothing is told when nothing at all answered: that may be our own network', async () => {
    const here = world();
    here.failing = all;
    await here.run({ store: deadStore });
    expect(here.sent).toEqual([]);
    expect(codes(here)).toContain('store-unavailable');
  });

  it('what could not be read is not overwritten by a state that starts from nothing', async () => {
    const here = world();
    here.failing = all;
    await here.run();
    const written = new Map(here.items);
    await here.next({ store: { ...memoryStore({ items: here.items }), state: unreachable } });
    expect(here.items.get('STATE#infrastructure#main#')).toBe(written.get('STATE#infrastructure#main#'));
  });
});
