import { describe, expect, it } from 'vitest';
import { StoreError } from '../../shared/store-error.ts';
import type { Store } from '../../shared/store.ts';
import { anAudience } from '../fixtures/alerts.ts';
import { world } from '../fixtures/world.ts';

const all = ['a', 'b', 'c', 'd'];
const unreachable = (): Promise<never> => Promise.reject(new StoreError('store-unreachable', 'the table does not answer'));
const codes = (of: ReturnType<typeof world>) => of.problems.map(({ code }) => code);

describe('an invocation', () => {
  it('remembers what it saw and tells nobody that all is well', async () => {
    const here = world();
    expect(await here.run()).toMatchObject({ run: { did: 'probed', recorded: true }, delivered: 0 });
    expect((await here.store.states())[0]?.checks.map(({ result }) => result.verdict)).toEqual(['pass', 'pass', 'pass', 'pass']);
    expect(await here.store.runs('infrastructure', { from: 0, to: here.clock.now(), limit: 9 })).toHaveLength(1);
    expect(here.sent).toEqual([]);
  });

  it('writes the evaluation once, and not again in a healthy minute', async () => {
    const here = world();
    await here.run();
    const written = here.items.get('EVALUATION');
    await here.next();
    expect(here.items.get('EVALUATION')).toBe(written);
  });

  it('tells of an outage, once, and of the recovery when it has held', async () => {
    const here = world();
    await here.run();
    here.failing = all;
    await here.next();
    expect(here.sent).toMatchObject([{ audience: 'people', form: 'full', note: { kind: 'opened', changes: [{ service: 'registry', to: 'down' }] } }]);
    await here.next();
    expect(here.sent).toHaveLength(1);
    here.failing = [];
    for (let run = 0; run < 5; run += 1) await here.next();
    expect(here.sent).toMatchObject([{}, { note: { kind: 'resolved', incident: { keys: [1], services: { registry: { downMs: 120_000 } } } } }]);
  });

  it('delivered twice, probes once and changes and tells nothing more', async () => {
    const here = world();
    here.failing = all;
    const at = here.clock.now();
    await here.run({ at });
    const written = new Map(here.items);
    expect((await here.run({ at })).run).toEqual({ did: 'repeated' });
    expect(here.probed).toBe(1);
    expect(here.items).toEqual(written);
  });

  it('that comes late probes nothing, is counted, and never replaces a newer one', async () => {
    const here = world();
    const at = here.clock.now() - 60_001;
    expect((await here.run({ at })).run).toEqual({ did: 'late', lateMs: 60_001 });
    expect(here.probed).toBe(0);
    expect(here.items.size).toBe(0);
    expect(here.measured).toEqual([[{ name: 'LateEvent', value: 1, unit: 'Count' }]]);
    await here.run();
    expect((await here.run({ at: here.clock.now() - 30_000 })).run).toEqual({ did: 'repeated' });
  });

  it('overlapping another of the same time records one of the two', async () => {
    const here = world();
    const at = here.clock.now();
    const both = await Promise.all([here.run({ at }), here.run({ at })]);
    expect(both.map(({ run }) => run.did).toSorted()).toEqual(['overtaken', 'probed']);
  });

  it('measures about ten metrics, from the run of the most frequent category only', async () => {
    const here = world();
    here.failing = ['a'];
    await here.run();
    expect(here.measured).toHaveLength(1);
    expect(Object.fromEntries(here.measured[0]?.map(({ name, value }) => [name, value]) ?? [])).toEqual({
      HealthScore: 75, InfrastructureScore: 75, FailedChecks: 1, BlockedChecks: 0, UnknownChecks: 0, ServicesDown: 0, UndeliveredNotes: 0, RefusingAudiences: 0, CheckerErrors: 0, OldestStateAge: 0,
    });
    await here.run({ category: 'endpoints' });
    expect(here.measured).toHaveLength(1);
  });

  it('of another category measures nothing, even if it is the first of all', async () => {
    const here = world();
    await here.run({ category: 'routing' });
    expect(here.measured).toEqual([]);
  });
});

/** An outage that has to be told. */
const told = async (here: ReturnType<typeof world>) => {
  await here.run();
  here.failing = all;
  return here.next();
};

describe('a message that cannot be delivered', () => {
  it('waits while the topic does not answer, is measured as undelivered, and is sent when the claim has run out', async () => {
    const here = world();
    here.publish = () => ({ transient: 'time-out' });
    await told(here);
    expect(codes(here)).toEqual(['note-delayed']);
    expect(here.measured.at(-1)).toContainEqual({ name: 'UndeliveredNotes', value: 1, unit: 'Count' });
    here.publish = () => 'taken';
    await here.next();
    expect(here.sent).toHaveLength(1);
    await here.next();
    expect(here.sent.map(({ note }) => note.id)).toEqual(['lab#1', 'lab#1']);
    await here.next();
    expect(here.sent).toHaveLength(2);
    expect(here.measured.at(-1)).toContainEqual({ name: 'UndeliveredNotes', value: 0, unit: 'Count' });
  });

  it('is tried once more as a minimal text when it is refused, and then goes to the log, whole', async () => {
    const here = world();
    here.publish = () => ({ refused: 'InvalidParameter' });
    expect(await told(here)).toMatchObject({ delivered: 0 });
    expect(here.measured.at(-1)).toContainEqual({ name: 'UndeliveredNotes', value: 0, unit: 'Count' });
    expect(here.sent.map(({ form }) => form)).toEqual(['full', 'minimal']);
    expect(here.problems).toMatchObject([{ code: 'note-refused', message: expect.stringContaining('"id":"lab#1"') }]);
    await here.next();
    expect(here.sent).toHaveLength(2);
  });

  it('to one audience does not keep the others waiting', async () => {
    const here = world({ audiences: { people: anAudience(), owners: anAudience() } });
    let calls = 0;
    here.publish = () => ((calls += 1) === 1 ? { transient: 'time-out' } : 'taken');
    await told(here);
    expect(here.sent.map(({ audience }) => audience)).toEqual(['people', 'owners']);
    expect(Object.entries((await here.store.evaluation())?.queues ?? {}).map(([audience, { notes }]) => [audience, notes.length])).toEqual([['people', 1], ['owners', 0]]);
  });

  it('is sent again, under the same number, when marking it failed', async () => {
    const here = world();
    let puts = 0;
    const forgetful: Store = { ...here.store, putEvaluation: (next) => ((puts += 1) > 1 ? unreachable() : here.store.putEvaluation(next)) };
    await here.run();
    here.failing = all;
    await here.next({ store: forgetful });
    expect(codes(here)).toEqual(['evaluation-not-marked']);
    await here.next();
    await here.next();
    expect(here.sent.map(({ note }) => note.id)).toEqual(['lab#1', 'lab#1']);
  });
});
