import type { Cause } from '../../alerts/cause.ts';
import type { Note } from '../../alerts/note.ts';
import { certainty, mostCertainFirst } from '../certainty.ts';
import { oneLine } from './one-line.ts';

/** What was named as the cause of what the note tells, the most certain first. */
export const causesOf = (note: Note): readonly Cause[] => ('incident' in note ? mostCertainFirst(note.incident.causes) : []);

export const titleOf = ({ title }: Cause): string => oneLine(title, 100);

/** `The listener has no rule for auth.example.com (likely)`. */
export const causeText = (cause: Cause): string => `${titleOf(cause)} (${certainty(cause)})`;
