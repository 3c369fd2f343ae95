import { describe, expect, it } from 'vitest';
import { firstEvaluation, type Evaluation } from '../../shared/alerts/evaluation.ts';
import type { Published } from '../../shared/alerts/published.ts';
import { deliver, type DeliverTools } from '../../shared/deliver.ts';
import type { Store } from '../../shared/store.ts';
import { aNote, aPolicy, anAudience } from '../fixtures/alerts.ts';
import { fakeClock } from '../fixtures/fake-clock.ts';
import { memoryStore } from '../fixtures/memory-store.ts';

const note = (n: number) => aNote(n, { kind: 'trial', by: 'Ann' });
const policy = aPolicy({ audiences: { people: anAudience(), owners: anAudience() } });
const claimedBy = (by: string, ...numbers: number[]) => ({ notes: numbers.map(note), claim: { by, until: 90_000 } });

const late: Published = { transient: 'time-out' };

/** Another run adds its note to what is claimed. */
const more = async (store: Store) => {
  const stored = await store.evaluation();
  const queue = stored?.queues['people'];
  if (stored === undefined || queue === undefined) throw new Error('nothing is stored');
  const people = { ...queue, notes: [...queue.notes, note(2)] };
  await store.putEvaluation({ ...stored, version: stored.version + 1, queues: { people } });
};

/** Another run has taken the claim. */
const takeOver = async (store: Store) => {
  const stored = await store.evaluation();
  if (stored !== undefined) await store.putEvaluation({ ...stored, version: stored.version + 1, queues: { people: claimedBy('another', 1, 2) } });
};

/** A stored evaluation, and the delivery of what one invocation claimed in it; `meanwhile` happens during the first. */
const scene = async (
  queues: Evaluation['queues'], answer: (audience: string, id: string) => Published, meanwhile?: (store: Store) => Promise<void>,
  takesMs: (audience: string) => number = () => 0,
) => {
  const clock = fakeClock();
  const store = memoryStore();
  const evaluation = { ...firstEvaluation, version: 1, queues };
  await store.putEvaluation(evaluation);
  const sent: string[] = [];
  const tools: DeliverTools = {
    store, clock, deadlineAt: clock.now() + 10_000, invocation: 'me', report: () => {},
    publish: async (audience, { id }, form) => {
      sent.push(`${audience} ${id}${form === 'full' ? '' : ' minimal'}`);
      if (sent.length === 1) await meanwhile?.(store);
      await clock.sleep(takesMs(audience));
      return answer(audience, id);
    },
  };
  const delivered = await deliver({ evaluation, states: [], claimed: Object.keys(queues) }, policy, tools);
  const after = await store.evaluation();
  const left = Object.fromEntries(Object.entries(after?.queues ?? {}).map(([audience, { notes }]) => [audience, notes.map(({ id }) => id)]));
  return { delivered, sent, left, version: after?.version };
};

describe('delivering', () => {
  it('sends an audience’s notes in order and takes them out of its queue', async () => {
    const { delivered, sent, left, version } = await scene({ people: claimedBy('me', 1, 2) }, () => 'taken');
    expect(sent).toEqual(['people lab#1', 'people lab#2']);
    expect([delivered, left, version]).toEqual([{ taken: 2, refused: 0 }, { people: [] }, 3]);
  });

  it('stops at the first note that has to wait, so that the order is kept', async () => {
    const { sent, left } = await scene({ people: claimedBy('me', 1, 2, 3) }, (_, id) => (id === 'lab#2' ? late : 'taken'));
    expect(sent).toEqual(['people lab#1', 'people lab#2']);
    expect(left).toEqual({ people: ['lab#2', 'lab#3'] });
  });

  it('goes on after a note that is refused in both forms, and does not count it as taken', async () => {
    const { delivered, sent, left } = await scene({ people: claimedBy('me', 1, 2) }, (_, id) => (id === 'lab#1' ? { refused: 'too long' } : 'taken'));
    expect(sent).toEqual(['people lab#1', 'people lab#1 minimal', 'people lab#2']);
    // The owners are told that the topic refuses, and that it takes notes again.
    expect([delivered, left]).toEqual([{ taken: 1, refused: 1 }, { people: [], owners: ['lab#1', 'lab#2'] }]);
  });

  it('goes on with a note that another run added meanwhile', async () => {
    const { delivered, sent, left } = await scene({ people: claimedBy('me', 1) }, () => 'taken', more);
    expect(sent).toEqual(['people lab#1', 'people lab#2']);
    expect([delivered, left]).toEqual([{ taken: 2, refused: 0 }, { people: [] }]);
  });

  it('writes nothing when nothing could be sent', async () => {
    expect(await scene({ people: claimedBy('me', 1) }, () => late)).toMatchObject({ delivered: { taken: 0, refused: 0 }, version: 1 });
  });

  it('takes nothing out of a queue that another invocation has claimed meanwhile, and sends no more of it', async () => {
    const { sent, left } = await scene({ people: claimedBy('me', 1, 2) }, () => 'taken', takeOver);
    expect(sent).toEqual(['people lab#1']);
    expect(left).toEqual({ people: ['lab#1', 'lab#2'] });
  });

  it('begins no note that it could not mark before its end, and waits for no other audience', async () => {
    const queues = { people: claimedBy('me', 1, 2, 3, 4), owners: claimedBy('me', 1, 2, 3, 4) };
    const { delivered, left } = await scene(queues, () => 'taken', undefined, (audience) => (audience === 'people' ? 2_900 : 100));
    expect([delivered, left]).toEqual([{ taken: 7, refused: 0 }, { people: ['lab#4'], owners: [] }]);
  });
});

const forever = () => new Promise<never>(() => {});

/** Three notes, delivered by an invocation that dies right after its given step (a publication, a reading or a writing), and by the next. */
const interrupted = async (lastStep: number) => {
  const store = memoryStore();
  const clock = fakeClock();
  const sent: string[] = [];
  await store.putEvaluation({ ...firstEvaluation, version: 1, queues: { people: { notes: [1, 2, 3].map(note) } } });

  const invocation = async (by: string, last: number) => {
    const death = Promise.withResolvers<number>();
    let step = 0;
    const mortal = async <T>(act: () => Promise<T>): Promise<T> => {
      const done = await act();
      step += 1;
      if (step < last) return done;
      death.resolve(0);
      return forever();
    };
    const tools: DeliverTools = {
      store: { ...store, evaluation: () => mortal(store.evaluation), putEvaluation: (next) => mortal(() => store.putEvaluation(next)) },
      clock, deadlineAt: clock.now() + 55_000, invocation: by, report: () => {},
      publish: (_, { id }) => mortal(async (): Promise<Published> => {
        sent.push(id);
        return 'taken';
      }),
    };
    const stored = await store.evaluation();
    if (stored === undefined) throw new Error('nothing is stored');
    const people = { notes: stored.queues['people']?.notes ?? [], claim: { by, until: 90_000 } };
    const evaluation = { ...stored, version: stored.version + 1, queues: { people } };
    await store.putEvaluation(evaluation);
    await Promise.race([death.promise, deliver({ evaluation, states: [], claimed: ['people'] }, policy, tools)]);
  };

  await invocation('first', lastStep);
  const before = sent.length;
  await invocation('next', Infinity);
  return { before, sent, left: (await store.evaluation())?.queues['people']?.notes };
};

it('loses nothing and repeats at most one note, in order, whatever the moment at which it dies', async () => {
  for (let lastStep = 1; lastStep <= 9; lastStep += 1) {
    const { before, sent, left } = await interrupted(lastStep);
    expect([before, left]).toEqual([Math.ceil(lastStep / 3), []]);
    expect([...new Set(sent)]).toEqual(['lab#1', 'lab#2', 'lab#3']);
    expect(sent).toHaveLength(lastStep % 3 === 0 ? 3 : 4);
  }
});

it('marks a note as sent also where five other runs commit first', async () => {
  const [clock, memory] = [fakeClock(), memoryStore()];
  let lost = 0;
  const store: Store = { ...memory, putEvaluation: async (next) => (lost < 5 ? ((lost += 1), 'conflict') : memory.putEvaluation(next)) };
  const evaluation = { ...firstEvaluation, version: 1, queues: { people: claimedBy('me', 1) } };
  await memory.putEvaluation(evaluation);
  const tools: DeliverTools = { store, clock, deadlineAt: clock.now() + 10_000, invocation: 'me', report: () => {}, publish: async () => 'taken' };
  await deliver({ evaluation, states: [], claimed: ['people'] }, policy, tools);
  expect((await memory.evaluation())?.queues['people']?.notes).toEqual([]);
});
