import type { Queue } from './evaluation.ts';
import type { Note } from './note.ts';

/** At most so many notes wait for an audience; beyond that the newest are merged. */
const longest = 20;

const isClaimed = (queue: Queue, now: number): boolean => queue.claim !== undefined && queue.claim.until > now;

/** One note that says what two would: from where the first began to where the second ended. */
const merge = (first: Note, second: Note): Note => {
  const from = new Map([...second.changes, ...first.changes].map((change) => [change.service, change.from]));
  const latest = new Map([...first.changes, ...second.changes].map((change) => [change.service, change]));
  const dropFrom = first.dropFrom ?? second.dropFrom;
  return {
    ...second,
    changes: [...latest].map(([service, change]) => ({ ...change, from: from.get(service) ?? change.from })),
    ...(dropFrom === undefined ? {} : { dropFrom }),
  };
};

/** Appends a note. One that nobody is delivering yet is merged with the newer one: people read what is, once. */
export const enqueue = (queue: Queue | undefined, note: Note, now: number): Queue => {
  if (queue === undefined) return { notes: [note] };
  const last = queue.notes.at(-1);
  const merges = last !== undefined && (queue.notes.length >= longest || !isClaimed(queue, now));
  return merges ? { ...queue, notes: [...queue.notes.slice(0, -1), merge(last, note)] } : { ...queue, notes: [...queue.notes, note] };
};

/** Claims a queue for one invocation, unless it is empty or another invocation is delivering it. */
export const claim = (queue: Queue, by: string, now: number, forMs: number): Queue | undefined =>
  queue.notes.length === 0 || isClaimed(queue, now) ? undefined : { notes: queue.notes, claim: { by, until: now + forMs } };

/**
 * The queue without the notes that were delivered, claimed as long as some are left: those that came meanwhile, or have to wait.
 * Unchanged when the claim is no longer `by`'s.
 */
export const settle = (queue: Queue, by: string, delivered: ReadonlySet<string>): Queue => {
  if (queue.claim?.by !== by) return queue;
  const notes = queue.notes.filter((note) => !delivered.has(note.id));
  return notes.length === 0 ? { notes } : { ...queue, notes };
};
