import assert from 'node:assert/strict';
import type { Note } from '../../../shared/alerts/note.ts';

const numberOf = ({ id }: Note): number => Number(id.split('#')[1]);

/** The audiences: what their topics took, and whether it makes sense to who hears it. */
export const createListener = () => {
  const taken = new Map<string, Note[]>();
  const refused = new Map<string, string[]>();
  const open = new Map<string, Set<number>>();

  const heard = (audience: string, id: string): boolean =>
    taken.get(audience)?.some((note) => note.id === id) === true || refused.get(audience)?.includes(id) === true;

  /** What is opened was not open; what is worse, told again or over was. */
  const follows = (audience: string, note: Note) => {
    if (!('incident' in note)) return;
    const keys = open.get(audience) ?? new Set<number>();
    open.set(audience, keys);
    const known = note.incident.keys.filter((key) => keys.has(key));
    if (note.kind === 'opened') assert.deepEqual(known, [], `${audience}: ${note.id} opens what is open`);
    // Whose opening was refused knows of nothing.
    else assert.ok(known.length > 0 || refused.has(audience), `${audience}: ${note.id} (${note.kind}) is of nothing that was opened`);
    const isOver = note.kind === 'resolved' || (note.kind === 'opened' && note.resolvedAt !== undefined);
    for (const key of note.incident.keys) keys[isOver ? 'delete' : 'add'](key);
  };

  return {
    /** Every copy that a topic took. */
    taken,
    /** The number of every copy that a topic refused for good. */
    refused,
    /** Incidents that an audience believes to be open. */
    open,
    /** Whether a topic took a note, or refused it for good. */
    heard,
    takes: (audience: string, note: Note): void => {
      // Was told while nothing could be remembered: it promises nothing.
      if (note.id.endsWith('#unrecorded')) return;
      const notes = taken.get(audience) ?? [];
      if (!heard(audience, note.id)) {
        assert.ok(notes.every((other) => numberOf(other) < numberOf(note)), `${audience}: ${note.id} comes after a newer one`);
        follows(audience, note);
      }
      taken.set(audience, [...notes, note]);
    },
    refuses: (audience: string, note: Note): void => {
      refused.set(audience, [...refused.get(audience) ?? [], note.id]);
    },
  };
};
