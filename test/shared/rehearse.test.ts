import { describe, expect, it } from 'vitest';
import { rehearse } from '../../shared/rehearse.ts';
import { StoreError } from '../../shared/store-error.ts';
import { explained, failed, passed } from '../fixtures/results.ts';
import { anAudience } from '../fixtures/alerts.ts';
import { world } from '../fixtures/world.ts';

const all = ['a', 'b', 'c', 'd'];

/** What the next run of that world would do. */
const rehearsed = (here: ReturnType<typeof world>, store = here.store) => rehearse(
  { category: 'infrastructure', vantage: 'main', everyMs: 60_000, scheduled: here.clock.now(), checks: here.checks },
  here.policy,
  {
    store, clock: here.clock, report: (problem) => here.problems.push(problem),
    probe: async (checks) => checks.map(({ id }) => explained(here.failing.includes(id) ? failed(id, { attempts: 5 }) : passed(id))),
  },
);

describe('a dry run', () => {
  it('says what would be told, once, however many would hear it, and writes and sends nothing', async () => {
    const here = world({ audiences: { people: anAudience(), owners: anAudience() } });
    await here.run();
    here.failing = all;
    await rehearsed(here);
    const written = new Map(here.items);
    const { results, evaluation, wouldTell } = await rehearsed(here);
    expect(results.map(({ verdict }) => verdict)).toEqual(['fail', 'fail', 'fail', 'fail']);
    expect(evaluation?.services).toMatchObject({ registry: { state: 'down' } });
    expect(wouldTell).toMatchObject([{ id: 'lab#1', changes: [{ service: 'registry', to: 'down' }] }]);
    expect(here.items).toEqual(written);
    expect([here.sent, here.measured.length]).toEqual([[], 1]);
  });

  it('would tell nothing when nothing changed, even while a note waits', async () => {
    const here = world();
    here.publish = () => ({ transient: 'time-out' });
    here.failing = all;
    await here.run();
    await here.next();
    expect((await rehearsed(here)).wouldTell).toEqual([]);
  });

  it('tells what was seen although the memory cannot be read', async () => {
    const here = world();
    const store = { ...here.store, states: () => Promise.reject(new StoreError('store-unreachable', 'the table does not answer')) };
    const { results, evaluation } = await rehearsed(here, store);
    expect([results.length, evaluation]).toEqual([4, undefined]);
    expect(here.problems).toEqual([{ code: 'store-unavailable', message: 'Nothing could be compared: the table does not answer' }]);
  });
});
