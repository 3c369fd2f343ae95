import type { Note, ServiceChange } from '../alerts/note.ts';
import { scoreText, type Score } from '../health/score.ts';
import type { HardScore } from '../health/score-drop.ts';
import { byWorst, type ServiceCondition } from '../health/service-state.ts';
import { instantText } from './words.ts';

/** A message as SNS takes it: an ASCII subject of under 100 characters and a plain-text body. */
export interface Message {
  readonly subject: string;
  readonly body: string;
}

const worstFirst = (changes: readonly ServiceChange[]): ServiceChange[] => changes.toSorted((a, b) => byWorst(a.to, b.to));

const asScore = ({ passed, applicable }: HardScore): Score => ({ passed, applicable, unknown: 0, percent: applicable === 0 ? null : (100 * passed) / applicable });

const loud = (condition: ServiceCondition): string => (condition === 'down' ? 'DOWN' : condition);

/** A service that ends as it began, because messages of several changes became one, is news for what it was in between. */
const changeHead = ({ service, from, to, meanwhile }: ServiceChange): string => {
  if (from !== to) return `${service} ${loud(to)}`;
  return `${service} ${to === 'operational' ? 'recovered' : `${loud(to)} again`}${meanwhile === undefined ? '' : ` (was ${meanwhile.state})`}`;
};

const changeLine = ({ service, from, to, since, meanwhile }: ServiceChange): string => {
  if (from !== to) return `  ${service}: ${from} -> ${to} since ${instantText(since)}`;
  const was = meanwhile === undefined ? '' : `was ${meanwhile.state} since ${instantText(meanwhile.since)}, `;
  return `  ${service}: ${was}${to} again since ${instantText(since)}`;
};

const headlineOf = (note: Note): string =>
  note.changes.length > 0 ? worstFirst(note.changes).map(changeHead).join(', ') : 'health score dropped';

const subjectOf = (note: Note): string => {
  const tail = ` - ${note.score.passed}/${note.score.applicable} [${note.id}]`;
  const room = 99 - tail.length;
  const head = headlineOf(note).replaceAll(/[^\x20-\x7e]/g, '?');
  return (head.length <= room ? head : `${head.slice(0, room - 3)}...`) + tail;
};

/** The whole note as a plain-text message: what changed, since when, the score, the failing checks with their reasons. */
export const noteMessage = (note: Note): Message => {
  const changes = worstFirst(note.changes).map(changeLine);
  const failing = note.failing.map(({ name, service, reason, check, detail }) => `  ${name} (${service}): ${reason}\n    ${detail}\n    ${check}`);
  const lines = [
    headlineOf(note),
    `Seen at ${instantText(note.at)}`,
    ...(note.remark === undefined ? [] : [note.remark]),
    '',
    ...(changes.length > 0 ? ['Services', ...changes, ''] : []),
    `Health score ${scoreText(note.score)}${note.dropFrom === undefined ? '' : `, down from ${scoreText(asScore(note.dropFrom))}`}`,
    ...(failing.length + note.moreFailing > 0 ? ['', 'Failing checks', ...failing] : []),
    ...(note.moreFailing > 0 ? [failing.length > 0 ? `  and ${note.moreFailing} more` : `  ${note.moreFailing}, not named here`] : []),
    '',
    `Message ${note.id}; a copy with the same number says the same.`,
  ];
  return { subject: subjectOf(note), body: lines.join('\n') };
};

/** The least that can be said, for when the full message was refused. */
export const minimalMessage = (note: Note): Message => ({ subject: subjectOf(note), body: `${subjectOf(note)}\nSeen at ${instantText(note.at)}` });
