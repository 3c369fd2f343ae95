import type { HardScore } from '../health/score-drop.ts';
import { byWorst } from '../health/service-state.ts';
import type { Queue } from './evaluation.ts';
import type { Note, ServiceChange } from './note.ts';

/** At most so many notes wait for an audience; beyond that the newest are merged. */
const longest = 20;

const isClaimed = (queue: Queue, now: number): boolean => queue.claim !== undefined && queue.claim.until > now;

/** One change that says what two would, with the worst in between: a service that ends as it began was something else meanwhile. */
const mergeChange = (first: ServiceChange | undefined, second: ServiceChange): ServiceChange => {
  if (first === undefined) return second;
  const between = [first.meanwhile, { state: first.to, since: first.since }, second.meanwhile]
    .flatMap((was) => (was === undefined || was.state === first.from ? [] : [was]));
  const [meanwhile] = between.toSorted((a, b) => byWorst(a.state, b.state) || a.since - b.since);
  return { ...second, from: first.from, ...(meanwhile === undefined ? {} : { meanwhile }) };
};

const isBelow = (now: HardScore, from: HardScore): boolean => now.passed * from.applicable < from.passed * now.applicable;

/** One note that says what two would: from where the first began to where the second ended. A score that has risen again is no drop. */
const merge = (first: Note, { dropFrom: laterDrop, ...second }: Note): Note => {
  const changes = new Map(first.changes.map((change) => [change.service, change]));
  for (const change of second.changes) changes.set(change.service, mergeChange(changes.get(change.service), change));
  const dropFrom = [first.dropFrom, laterDrop].find((from) => from !== undefined && isBelow(second.score, from));
  return { ...second, changes: [...changes.values()], ...(dropFrom === undefined ? {} : { dropFrom }) };
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
