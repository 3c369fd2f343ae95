import type { Cause } from '../../alerts/cause.ts';
import type { Note } from '../../alerts/note.ts';
import { oneLine } from './one-line.ts';

/** What was named as the cause of what the note tells, the most certain first. */
export const causesOf = (note: Note): readonly Cause[] => ('incident' in note ? (note.incident.causes ?? []).toSorted((a, b) => b.confidence - a.confidence) : []);

/** In a word, as long as nobody has counted how often each is right. */
const certainty = ({ confidence }: Cause): string => (confidence >= 0.9 ? 'certain' : confidence >= 0.7 ? 'likely' : 'possible');

export const titleOf = ({ title }: Cause): string => oneLine(title, 100);

/** `The listener has no rule for auth.example.com (likely)`. */
export const causeText = (cause: Cause): string => `${titleOf(cause)} (${certainty(cause)})`;
