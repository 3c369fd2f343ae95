import { afterDelivery, type Became } from './alerts/delivered.ts';
import type { Evaluation, Queue } from './alerts/evaluation.ts';
import type { Note } from './alerts/note.ts';
import type { Policy } from './alerts/policy.ts';
import type { Published } from './alerts/published.ts';
import type { Judged } from './evaluate.ts';
import type { CategoryState } from './health/category-state.ts';
import { messageOf, type Problem } from './problem.ts';
import type { Clock } from './runner/clock.ts';
import type { Store } from './store.ts';
import { own } from './platform/own.ts';

/** What a message is rendered from, besides its note. */
export type Seen = { readonly evaluation?: Evaluation; readonly states: readonly CategoryState[] };

export interface DeliverTools {
  readonly store: Store;
  readonly clock: Clock;
  readonly invocation: string;
  /** Epoch milliseconds by which the invocation ends. */
  readonly deadlineAt: number;
  /** Publishes a note to an audience, rendered in full or as a minimal text. Never throws. */
  readonly publish: (audience: string, note: Note, form: 'full' | 'minimal', seen: Seen) => Promise<Published>;
  readonly report: (problem: Problem) => void;
}

/** How many notes reached their audience, and how many were refused for good. */
export interface Delivered {
  readonly taken: number;
  readonly refused: number;
}

/** As many as for judging: what is told must not be told again because others wrote meanwhile. */
const markTries = 8;
/** No note is begun with less left: a publication takes up to 3 seconds, marking it and the metrics come after it. */
const reserveMs = 4_000;

/** Delivers one note to one audience. What is refused in both forms needs no further try. */
export const deliverNote = async (
  audience: string, note: Note, seen: Seen, { publish, report }: Pick<DeliverTools, 'publish' | 'report'>,
): Promise<Became | 'waits'> => {
  let published = await publish(audience, note, 'full', seen);
  if (typeof published === 'object' && 'refused' in published) published = await publish(audience, note, 'minimal', seen);
  if (published === 'taken') return 'taken';
  if ('transient' in published) {
    report({ code: 'note-delayed', message: `Note ${note.id} to ${audience} has to wait: ${published.transient}` });
    return 'waits';
  }
  const why = `Note ${note.id} to ${audience} was refused for good: ${published.refused}`;
  report({ code: 'note-refused', message: `${why} It said: ${JSON.stringify(note)}` });
  return published;
};

/** Takes a delivered note out of the stored queue, as long as the claim is still this invocation's. Returns the queue as it is stored then. */
const mark = async (
  audience: string, note: Note, became: Became, policy: Policy, { store, invocation, clock, report }: DeliverTools,
): Promise<Queue | undefined> => {
  try {
    for (let attempt = 0; attempt < markTries; attempt += 1) {
      const stored = await store.evaluation();
      const next = stored && afterDelivery(stored, audience, note, became, policy, { by: invocation, now: clock.now() });
      if (next === undefined) return undefined;
      if ((await store.putEvaluation({ ...next, version: next.version + 1 })) === 'stored') return own(next.queues, audience);
    }
    report({ code: 'evaluation-not-marked', message: `Other runs kept committing first; note ${note.id} will be sent once more.` });
  } catch (thrown) {
    report({ code: 'evaluation-not-marked', message: `Note ${note.id} could not be marked as sent and will be sent once more: ${messageOf(thrown)}` });
  }
  return undefined;
};

/** Does one job after the other. */
const inTurn = () => {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(job: () => Promise<T>): Promise<T> => {
    const next = last.then(job);
    last = next;
    return next;
  };
};

/**
 * Delivers the claimed notes, each audience by itself and at the same time, oldest first, also those that other runs add meanwhile.
 * Each is marked before the next is begun, so that an end at any moment repeats no more than one; an audience's last is begun in time
 * for that. What is left waits for the claim to run out.
 */
export const deliver = async ({ evaluation, states, claimed }: Judged, policy: Policy, tools: DeliverTools): Promise<Delivered> => {
  const delivered = { taken: 0, refused: 0 };
  const { clock, deadlineAt } = tools;
  // Marks of one invocation at the same time would only make each other lose.
  const marking = inTurn();
  const deliverTo = async (audience: string): Promise<void> => {
    let queue: Queue | undefined = own(evaluation.queues, audience);
    while (queue !== undefined && clock.now() < deadlineAt - reserveMs) {
      const [note] = queue.notes;
      if (note === undefined) return;
      const became = await deliverNote(audience, note, { evaluation, states }, tools);
      if (became === 'waits') return;
      delivered[became === 'taken' ? 'taken' : 'refused'] += 1;
      queue = await marking(() => mark(audience, note, became, policy, tools));
    }
  };
  await Promise.all(claimed.map(deliverTo));
  return delivered;
};
