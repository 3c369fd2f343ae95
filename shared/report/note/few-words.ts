import type { Note } from '../../alerts/note.ts';
import { shorten } from '../../checks/excerpt.ts';
import { spanText } from '../words.ts';
import { changeText, overSince, servicesOf, serviceName, stateWords, sufferingIn, wasText, worstFirst } from './in-trouble.ts';
import { listed } from './lines.ts';
import { oneLine } from './one-line.ts';
import { titleOf } from './why.ts';

/** The services that suffer as the note tells it, the worst first. */
export const sufferingText = (note: Note, max: number): string =>
  listed(sufferingIn(note).map(({ service, state }) => `${serviceName(service)} ${stateWords[state]}`), max) || 'nothing down any more';

export const acknowledgedBy = ({ incident }: Extract<Note, { kind: 'acknowledged' }>): string => oneLine(incident.acknowledged?.by ?? 'somebody', 20);

/** A list with words after it, which are never cut. */
const followed = (list: (max: number) => string, words: string, max: number): string => `${list(max - words.length)}${words}`;

/** The news in a few words, at most `max` characters: the services and their states first. What is foreign in it is in one line. */
export const fewWords = (note: Note, max: number): string => {
  switch (note.kind) {
    case 'opened':
      if (note.resolvedAt !== undefined) return followed((room) => listed(servicesOf(note.incident).map(wasText), room), ', over already', max);
      return listed(worstFirst(note.changes).map(changeText), max) || 'Incident opened';
    case 'worsened':
      return followed((room) => listed(worstFirst(note.changes).map(changeText), room), ', incident worse', max);
    case 'cause':
      return followed((room) => shorten(`Cause found: ${note.causes.slice(0, 1).map(titleOf).join('')}`, room), note.causes.length > 1 ? ` and ${note.causes.length - 1} more` : '', max);
    case 'reminder':
      return followed((room) => sufferingText(note, room),
        ` for ${spanText(note.at - note.incident.since)}${note.incident.acknowledged === undefined ? ', unacknowledged' : ''}`, max);
    case 'acknowledged':
      return followed((room) => sufferingText(note, room), `, acknowledged by ${acknowledgedBy(note)}`, max);
    case 'resolved':
      return followed((room) => listed(servicesOf(note.incident).map(({ service }) => serviceName(service)), room),
        ` well again after ${spanText(overSince(note.incident) - note.incident.since)}`, max);
    case 'score-dropped':
      return 'Health score dropped';
    case 'impaired':
      return note.unseen.length > 0
        ? `Checker cannot see ${listed(note.unseen.map(serviceName), max - 19)}` : `Checker sees ${listed(note.seen.map(serviceName), max - 19)} again`;
    case 'undeliverable':
      return `Audience ${serviceName(note.audience)} refuses messages`;
    case 'deliverable':
      return `Audience ${serviceName(note.audience)} takes messages again`;
    case 'trial':
      return 'TRIAL, nothing is wrong';
  }
};
