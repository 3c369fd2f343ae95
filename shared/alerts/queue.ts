import type { Queue } from './evaluation.ts';
import { merge } from './merge.ts';
import type { Note } from './note.ts';

/** At most so many notes wait for an audience. */
export const longest = 20;

const isClaimed = ({ claim }: Queue, now: number): boolean => claim !== undefined && claim.until > now;

/** What an audience can do without best: what is over and was never told, and what opens and closes nothing. */
const isSpare = (note: Note): boolean => (note.kind === 'opened' ? note.resolvedAt !== undefined : note.kind !== 'worsened' && note.kind !== 'resolved');

/**
 * One is left out, and the next one says so: the oldest that can best be spared. What closes an incident never is, as what opened it may have
 * been told. The last one stays.
 */
export const withoutOldest = (notes: readonly Note[]): readonly Note[] => {
  const old = notes.slice(0, -1);
  const spare = [old.findIndex(isSpare), old.findIndex(({ kind }) => kind !== 'resolved')].find((index) => index >= 0);
  if (spare === undefined) return notes;
  const omitted = (notes[spare]?.omitted ?? 0) + 1;
  return notes.flatMap((note, index) => {
    if (index === spare) return [];
    return index === spare + 1 ? [{ ...note, omitted: (note.omitted ?? 0) + omitted }] : [note];
  });
};

const shortened = (notes: readonly Note[]): readonly Note[] => (notes.length > longest ? withoutOldest(notes) : notes);

/** Whoever had the claim may have sent the first note, and died before saying so. */
const mayBeSent = ({ notes, claim }: Queue): boolean => claim !== undefined && notes.length === 1;

/**
 * Appends a note, or merges it with the last one where that says what both would: people read what is, once. What is being delivered, or may
 * have been, is left as it is.
 */
export const enqueue = (queue: Queue | undefined, note: Note, now: number): Queue => {
  if (queue === undefined) return { notes: [note] };
  const last = queue.notes.at(-1);
  const merged = last === undefined || isClaimed(queue, now) || mayBeSent(queue) ? undefined : merge(last, note);
  return { ...queue, notes: merged === undefined ? shortened([...queue.notes, note]) : [...queue.notes.slice(0, -1), merged] };
};

/**
 * The queues without what is remembered of the topics of audiences that are described no more. What waits for them stays: they may be described
 * again, and while a deployment replaces the functions they are to some.
 */
export const forDescribed = (queues: Readonly<Record<string, Queue>>, audiences: Readonly<Record<string, unknown>>): Readonly<Record<string, Queue>> =>
  Object.fromEntries(Object.entries(queues).flatMap(([name, queue]): readonly (readonly [string, Queue])[] => {
    if (Object.hasOwn(audiences, name)) return [[name, queue]];
    const { refused: _, ...rest } = queue;
    return rest.notes.length === 0 ? [] : [[name, rest]];
  }));

/** Claims a queue for one invocation, unless it is empty or another invocation is delivering it. */
export const claim = (queue: Queue, by: string, now: number, forMs: number): Queue | undefined =>
  (queue.notes.length === 0 || isClaimed(queue, now) ? undefined : { ...queue, claim: { by, until: now + forMs } });

/**
 * The queue without the notes that were delivered, claimed as long as some are left: those that came meanwhile, or have to wait.
 * Unchanged when the claim is no longer `by`'s.
 */
export const settle = (queue: Queue, by: string, delivered: ReadonlySet<string>): Queue => {
  if (queue.claim?.by !== by) return queue;
  const { claim: held, ...rest } = queue;
  const notes = queue.notes.filter((note) => !delivered.has(note.id));
  return notes.length === 0 ? { ...rest, notes } : { ...rest, notes, claim: held };
};
