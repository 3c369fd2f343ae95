import { ascii } from '../ascii.ts';
import { padEnd, widest } from '../layout.ts';
import { instantText } from '../words.ts';
import { changeLines } from './changes.ts';
import { lookCommands } from './commands.ts';
import { ending } from './ending.ts';
import { failingLines } from './failing-lines.ts';
import { feltOf } from './felt.ts';
import { headline, nutshell } from './headline.ts';
import { isOfPlatform, isOver, serviceName, stateWords, sufferingIn } from './in-trouble.ts';
import { threadKey } from './key.ts';
import type { Letter, Message } from './letter.ts';
import { paragraph } from './lines.ts';
import { linksOf } from './links.ts';
import { lostLines } from './lost.ts';
import { oneLine } from './one-line.ts';
import { stillWell } from './still-well.ts';
import { subjectOf } from './subject.ts';
import { unseenLines } from './unseen-lines.ts';
import { causesOf, causeText } from './why.ts';

/** A heading with what stands below it, nothing where there is nothing. */
const section = (heading: string, lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : ['', heading, ...lines]);

const indented = (texts: readonly string[], most = 3): readonly string[] => texts.flatMap((text) => paragraph(text, '  ', most));

const mostFelt = 6;

const feltLines = ({ note, facts }: Letter): readonly string[] => {
  const suffering = sufferingIn(note);
  return indented([
    ...suffering.slice(0, mostFelt).map(({ service, state }) => `${serviceName(service)} (${stateWords[state]}): ${feltOf(service, state, facts)}`),
    ...(suffering.length > mostFelt ? [`and ${suffering.length - mostFelt} more services`] : []),
  ]);
};

/** What the reader has to know of this message, before anything else. */
const remarks = ({ note }: Letter): readonly string[] => {
  const acknowledged = 'incident' in note ? note.incident.acknowledged : undefined;
  return [
    ...(note.remark === undefined ? [] : [oneLine(note.remark, 300)]),
    ...(note.omitted === undefined ? [] : [`${note.omitted} older messages were left out, because too many waited.`]),
    ...(note.kind === 'opened' && isOver(note) ? ['Nobody had been told while it lasted. There is nothing to do now.'] : []),
    ...(acknowledged === undefined ? [] : [`${oneLine(acknowledged.by, 60)} has acknowledged it at ${instantText(acknowledged.at)}.`]),
  ];
};

/** What a note tells besides what every one does. */
const special = (letter: Letter): readonly string[] => {
  const { note } = letter;
  if (isOver(note)) return section('Availability lost', indented(lostLines(note.incident)));
  if (note.kind === 'undeliverable') {
    const known = 'What it refused is in the log of the function. The page and the other audiences tell everything as usual.';
    return section('What it says', indented([oneLine(note.why, 400), known], 6));
  }
  return unseenLines(letter);
};

/** The last of what people wrote down beside the open incident. */
const remarksOf = ({ note, evaluation }: Letter): readonly string[] => ('incident' in note ? evaluation?.incident?.remarks ?? [] : [])
  .slice(-3).map(({ at, by, text }) => `${instantText(at)}, ${oneLine(by, 40)}: ${oneLine(text, 300)}`);

const linkLines = ({ facts }: Letter): readonly string[] => {
  const links = linksOf(facts);
  const width = widest(links.map(([name]) => name));
  return links.map(([name, url]) => `  ${padEnd(name, width)}  ${url}`);
};

const footer = ({ note, facts }: Letter): string => {
  const incident = 'incident' in note ? `Incident ${ending(threadKey(note.incident, facts.environment), 40)}. ` : '';
  return `${incident}Message ${ending(note.id, 40)}`;
};

/** How somebody says that they care for it, and for no other by mistake: mails are read late. Nothing where nobody is to. */
const takingLines = ({ note }: Letter): readonly string[] => {
  const isForTaking = (note.kind === 'opened' || note.kind === 'worsened' || note.kind === 'cause' || note.kind === 'reminder') && !isOver(note) && note.incident.acknowledged === undefined;
  return isForTaking ? [`  health incident ack ${note.incident.keys.at(-1)}`] : [];
};

/**
 * The note as plain text, enough to act on alone; the first 200 characters hold what matters. Fewer than 200 lines however much fails, each
 * at most 100 columns wide, but for commands and addresses, which stay in one piece.
 */
export const emailMessage = (letter: Letter): Message => {
  const platform = isOfPlatform(letter);
  const suffers = sufferingIn(letter.note).length > 0;
  const lines = [
    ...nutshell(letter).flatMap((text) => paragraph(text, '', 3)),
    ...remarks(letter).flatMap((text) => paragraph(text, '', 4)),
    ...section('What users feel', feltLines(letter)),
    ...section('Why', indented(causesOf(letter.note).slice(0, mostFelt).map(causeText))),
    ...section('What changed', indented(changeLines(letter))),
    ...special(letter),
    ...section('What people wrote down', indented(remarksOf(letter))),
    ...(platform ? section(letter.note.kind === 'worsened' ? 'Failing checks, of what is new first' : 'Failing checks, the worst first', failingLines(letter)) : []),
    ...(platform ? section(suffers ? 'Still well' : 'Well now', indented(stillWell(letter), 4)) : []),
    ...section(platform ? 'What to type: these only look' : 'What to type', lookCommands(letter).map((each) => `  ${each}`)),
    ...section('When you take care of it', takingLines(letter)),
    ...section('Where to look', linkLines(letter)),
    '',
    footer(letter),
  ];
  return { subject: subjectOf(letter), body: lines.join('\n') };
};

/** The least that can be said, in ASCII. */
export const minimalEmail = (letter: Letter): Message => {
  const subject = subjectOf(letter);
  return { subject, body: [subject, headline(letter), `Message ${ending(letter.note.id, 40)}`].map(ascii).join('\n') };
};
