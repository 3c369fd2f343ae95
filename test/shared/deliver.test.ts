import { describe, expect, it } from 'vitest';
import type { Evaluation } from '../../shared/alerts/evaluation.ts';
import { firstEvaluation } from '../../shared/alerts/next-evaluation.ts';
import type { Note } from '../../shared/alerts/note.ts';
import type { Published } from '../../shared/alerts/published.ts';
import { deliver, type DeliverTools } from '../../shared/deliver.ts';
import type { Store } from '../../shared/store.ts';
import { memoryStore } from '../fixtures/memory-store.ts';

const note = (n: number): Note => ({ id: `lab#${n}`, at: 0, changes: [], score: { passed: 1, applicable: 2, unknown: 0, percent: 50 }, failing: [], moreFailing: 0 });
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

/** A stored evaluation, and the delivery of what one invocation claimed in it; `meanwhile` happens during the first. */
const scene = async (
  queues: Evaluation['queues'], answer: (audience: string, id: string) => Published, meanwhile?: (store: Store) => Promise<void>,
) => {
  const store = memoryStore();
  const evaluation = { ...firstEvaluation, version: 1, queues };
  await store.putEvaluation(evaluation);
  const sent: string[] = [];
  const tools: DeliverTools = {
    store, invocation: 'me', report: () => {},
    publish: async (audience, { id }, form) => {
      sent.push(`${audience} ${id}${form === 'full' ? '' : ' minimal'}`);
      if (sent.length === 1) await meanwhile?.(store);
      return answer(audience, id);
    },
  };
  const delivered = await deliver({ evaluation, states: [], claimed: Object.keys(queues) }, tools);
  const after = await store.evaluation();
  const left = Object.fromEntries(Object.entries(after?.queues ?? {}).map(([audience, { notes }]) => [audience, notes.map(({ id }) => id)]));
  return { delivered, sent, left, version: after?.version };
};

describe('delivering', () => {
  it('sends an audience’s notes in order and takes them out of its queue', async () => {
    const { delivered, sent, left, version } = await scene({ people: claimedBy('me', 1, 2) }, () => 'taken');
    expect(sent).toEqual(['people lab#1', 'people lab#2']);
    expect([delivered, left, version]).toEqual([2, { people: [] }, 2]);
  });

  it('stops at the first note that has to wait, so that the order is kept', async () => {
    const { sent, left } = await scene({ people: claimedBy('me', 1, 2, 3) }, (_, id) => (id === 'lab#2' ? late : 'taken'));
    expect(sent).toEqual(['people lab#1', 'people lab#2']);
    expect(left).toEqual({ people: ['lab#2', 'lab#3'] });
  });

  it('goes on after a note that is refused in both forms', async () => {
    const { sent, left } = await scene({ people: claimedBy('me', 1, 2) }, (_, id) => (id === 'lab#1' ? { refused: 'too long' } : 'taken'));
    expect(sent).toEqual(['people lab#1', 'people lab#1 minimal', 'people lab#2']);
    expect(left).toEqual({ people: [] });
  });

  it('goes on with a note that another run added meanwhile', async () => {
    const { delivered, sent, left } = await scene({ people: claimedBy('me', 1) }, () => 'taken', more);
    expect(sent).toEqual(['people lab#1', 'people lab#2']);
    expect([delivered, left]).toEqual([2, { people: [] }]);
  });

  it('writes nothing when nothing could be sent', async () => {
    expect(await scene({ people: claimedBy('me', 1) }, () => late)).toMatchObject({ delivered: 0, version: 1 });
  });

  it('takes nothing out of a queue that another invocation has claimed since', async () => {
    expect((await scene({ people: claimedBy('another', 1) }, () => 'taken')).left).toEqual({ people: ['lab#1'] });
  });
});
