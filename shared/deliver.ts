import { settle } from './alerts/queue.ts';
import type { Note } from './alerts/note.ts';
import type { Published } from './alerts/published.ts';
import type { Judged } from './evaluate.ts';
import { messageOf, type Problem } from './problem.ts';
import type { Store } from './store.ts';

export interface DeliverTools {
  readonly store: Store;
  readonly invocation: string;
  /** Publishes a note to an audience, rendered in full or as a minimal text. Never throws. */
  readonly publish: (audience: string, note: Note, form: 'full' | 'minimal') => Promise<Published>;
  readonly report: (problem: Problem) => void;
}

const markTries = 3;

/** Delivers an audience's notes in order; stops at the first that has to wait. Returns the ids that need no further try. */
export const deliverQueue = async (
  audience: string, notes: readonly Note[], { publish, report }: Pick<DeliverTools, 'publish' | 'report'>,
): Promise<string[]> => {
  const done: string[] = [];
  for (const note of notes) {
    let published = await publish(audience, note, 'full');
    if (typeof published === 'object' && 'refused' in published) published = await publish(audience, note, 'minimal');
    if (published !== 'taken' && 'transient' in published) {
      report({ code: 'note-delayed', message: `Note ${note.id} to ${audience} has to wait: ${published.transient}` });
      break;
    }
    if (published !== 'taken') {
      const why = `Note ${note.id} to ${audience} was refused for good: ${published.refused}`;
      report({ code: 'note-refused', message: `${why} It said: ${JSON.stringify(note)}` });
    }
    done.push(note.id);
  }
  return done;
};

type Queues = Judged['evaluation']['queues'];

/** Takes delivered notes out of the stored queues, as long as the claims are still this invocation's. Returns what is stored then. */
const mark = async (
  delivered: ReadonlyMap<string, ReadonlySet<string>>, { store, invocation, report }: DeliverTools,
): Promise<Queues | undefined> => {
  try {
    for (let attempt = 0; attempt < markTries; attempt += 1) {
      const stored = await store.evaluation();
      if (stored === undefined) return undefined;
      const queues = Object.fromEntries(Object.entries(stored.queues).map(([audience, queue]) => {
        const ids = delivered.get(audience);
        return [audience, ids === undefined ? queue : settle(queue, invocation, ids)];
      }));
      if ((await store.putEvaluation({ ...stored, queues, version: stored.version + 1 })) === 'stored') return queues;
    }
    report({ code: 'evaluation-not-marked', message: 'Other runs kept committing first; the notes will be sent once more.' });
  } catch (thrown) {
    report({ code: 'evaluation-not-marked', message: `Delivered notes could not be marked and will be sent once more: ${messageOf(thrown)}` });
  }
  return undefined;
};

/**
 * Delivers the claimed notes, each audience by itself and at the same time, then marks what was taken; and so on with notes that
 * other runs added meanwhile, which would otherwise wait for the next run. Returns how many were delivered.
 */
export const deliver = async ({ evaluation, claimed }: Judged, tools: DeliverTools): Promise<number> => {
  let count = 0;
  let queues: Queues | undefined = evaluation.queues;
  let due: readonly string[] = claimed;
  while (queues !== undefined && due.length > 0) {
    const delivered = new Map<string, ReadonlySet<string>>();
    const complete: string[] = [];
    await Promise.all(due.map(async (audience) => {
      const notes = queues?.[audience]?.notes ?? [];
      const done = await deliverQueue(audience, notes, tools);
      count += done.length;
      if (done.length > 0) delivered.set(audience, new Set(done));
      if (done.length > 0 && done.length === notes.length) complete.push(audience);
    }));
    queues = delivered.size > 0 ? await mark(delivered, tools) : undefined;
    due = complete.filter((audience) => queues?.[audience]?.claim?.by === tools.invocation);
  }
  return count;
};
