import { failingChecks } from '../alerts/failing.ts';
import type { Note, ServiceChange } from '../alerts/note.ts';
import type { CategoryState } from '../health/category-state.ts';
import { scoreText } from '../health/score.ts';
import { byWorst } from '../health/service-state.ts';
import { instantText } from './words.ts';

/** A message as SNS takes it: an ASCII subject of under 100 characters and a plain-text body. */
export interface Message {
  readonly subject: string;
  readonly body: string;
}

const worstFirst = (changes: readonly ServiceChange[]): ServiceChange[] => changes.toSorted((a, b) => byWorst(a.to, b.to));
const loud = (condition: string): string => (condition === 'down' ? 'DOWN' : condition);

const headlineOf = (note: Note): string => {
  switch (note.kind) {
    case 'opened':
    case 'worsened':
      return worstFirst(note.changes).map(({ service, to }) => `${service} ${loud(to)}`).join(', ');
    case 'score-dropped':
      return 'health score dropped';
    default:
      return 'incident' in note ? `${note.kind}: ${Object.keys(note.incident.services).join(', ')}` : note.kind;
  }
};

const subjectOf = (note: Note): string => {
  const tail = ` - ${note.score.passed}/${note.score.applicable} [${note.id}]`;
  const room = 99 - tail.length;
  const head = headlineOf(note).replaceAll(/[^\x20-\x7e]/g, '?');
  return (head.length <= room ? head : `${head.slice(0, room - 3)}...`) + tail;
};

/** The whole note as a plain-text message. */
export const noteMessage = (note: Note, { states }: { readonly states: readonly CategoryState[] }): Message => {
  const failing = failingChecks(states).slice(0, 8).map(({ name, service, result }) => `  ${name} (${service}): ${result.reason}\n    ${result.detail}`);
  return { subject: subjectOf(note), body: [headlineOf(note), `Seen at ${instantText(note.at)}`, `Health score ${scoreText(note.score)}`, ...failing].join('\n') };
};

/** The least that can be said, for when the full message was refused. */
export const minimalMessage = (note: Note): Message => ({ subject: subjectOf(note), body: `${subjectOf(note)}\nSeen at ${instantText(note.at)}` });
