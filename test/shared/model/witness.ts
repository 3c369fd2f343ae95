import { expect } from 'vitest';
import type { Evaluation } from '../../../shared/alerts/evaluation.ts';
import type { Note } from '../../../shared/alerts/note.ts';
import type { CategoryState } from '../../../shared/health/category-state.ts';
import { own } from '../../../shared/platform/own.ts';

const numberOf = ({ id }: Note): number => Number(id.split('#')[1]);
const ids = (notes: readonly Note[] = []) => notes.map(({ id }) => id);

/**
 * Watches what is committed and what topics take, and holds every step to what is promised: nothing that was committed is lost, an audience
 * hears in order, what is resolved had been opened, nothing runs backwards.
 */
export const createWitness = () => {
  const taken = new Map<string, Note[]>();
  const refused = new Map<string, Set<string>>();
  const open = new Map<string, Set<number>>();
  let before: Evaluation | undefined;
  const lastRuns = new Map<string, number>();

  const told = (audience: string, id: string): boolean =>
    taken.get(audience)?.some((note) => note.id === id) === true || refused.get(audience)?.has(id) === true;

  /** What left a queue was taken, refused, merged into a newer note, or left out as the next one says. */
  const nothingLost = (audience: string, was: readonly Note[], is: readonly Note[]) => {
    const gone = was.filter(({ id }) => !ids(is).includes(id) && !told(audience, id));
    const merged = is.at(-1) !== undefined && !ids(was).includes(is.at(-1)?.id ?? '') ? [was.at(-1)?.id] : [];
    const leftOut = (is[0]?.omitted ?? 0) > (was.find(({ id }) => id === is[0]?.id)?.omitted ?? 0) ? [was[0]?.id] : [];
    expect(gone.filter(({ id }) => !merged.includes(id) && !leftOut.includes(id))).toEqual([]);
  };

  const follows = (audience: string, note: Note) => {
    const keys = open.get(audience) ?? new Set<number>();
    open.set(audience, keys);
    if (note.kind === 'opened') expect(note.incident.keys.filter((key) => keys.has(key))).toEqual([]);
    if (note.kind === 'resolved') {
      expect(note.incident.keys.some((key) => keys.has(key))).toBe(true);
      note.incident.keys.forEach((key) => keys.delete(key));
    } else if (note.kind === 'opened' && note.resolvedAt === undefined) note.incident.keys.forEach((key) => keys.add(key));
    else if (note.kind === 'worsened') {
      expect(note.incident.keys.some((key) => keys.has(key))).toBe(true);
      note.incident.keys.forEach((key) => keys.add(key));
    }
  };

  return {
    /** Every copy that a topic took. */
    taken,
    /** Incidents that an audience believes to be open. */
    open,
    takes: (audience: string, note: Note): void => {
      // Was told while nothing could be remembered: it promises nothing.
      if (note.id.endsWith('#unrecorded')) return;
      const notes = taken.get(audience) ?? [];
      const isCopy = ids(notes).includes(note.id);
      if (!isCopy) {
        expect(numberOf(note)).toBeGreaterThan(Math.max(0, ...notes.map(numberOf)));
        follows(audience, note);
      }
      taken.set(audience, [...notes, note]);
    },
    refuses: (audience: string, note: Note): void => {
      refused.set(audience, (refused.get(audience) ?? new Set()).add(note.id));
    },
    commits: (next: Evaluation): void => {
      const { version = 0, notes = 0, incidents = 0, queues = {} } = before ?? {};
      expect(next.version).toBe(version + 1);
      expect(next.notes).toBeGreaterThanOrEqual(notes);
      expect(next.incidents).toBeGreaterThanOrEqual(incidents);
      for (const [audience, queue] of Object.entries(queues)) nothingLost(audience, queue.notes, own(next.queues, audience)?.notes ?? []);
      before = next;
    },
    records: ({ category, lastRun }: CategoryState): void => {
      expect(lastRun).toBeGreaterThan(lastRuns.get(category) ?? -1);
      lastRuns.set(category, lastRun);
    },
  };
};
