import { severityOf } from '../../alerts/note.ts';
import { shorten } from '../../checks/excerpt.ts';
import { own } from '../../platform/own.ts';
import { instantText } from '../words.ts';
import { changeLines } from './changes.ts';
import { chatText } from './chat-text.ts';
import { lookCommands } from './commands.ts';
import { ending } from './ending.ts';
import { failingFor } from './failing-of.ts';
import { feltOf } from './felt.ts';
import { fewWords } from './few-words.ts';
import { headline, nutshell } from './headline.ts';
import { isOver, serviceName, stateWords, sufferingIn } from './in-trouble.ts';
import { threadKey } from './key.ts';
import type { Letter, Message, Size } from './letter.ts';
import { linksOf } from './links.ts';
import { lostLines } from './lost.ts';
import { oneLine } from './one-line.ts';
import { subjectOf } from './subject.ts';
import { causesOf, causeText } from './why.ts';

/** Neither Amazon Q nor its clients say how much they show; Slack's own blocks hold 3,000 characters of text and 150 of a heading. */
const longest = { title: 150, description: 3_000, summary: 250, keyword: 60 };
const mostOfEach = 5;

const signOf = ({ note }: Letter): string => {
  if (isOver(note)) return '✅';
  if (!('incident' in note)) return 'ℹ️';
  return severityOf(note) === 'critical' ? '🔴' : '🟠';
};

/** As many whole lines as there is room for: half a line could end within an escaped character. */
const fitting = (lines: readonly string[], max: number): string => {
  const kept: string[] = [];
  for (const line of lines) {
    if ([...kept, line].join('\n').length > max) break;
    kept.push(line);
  }
  return kept.join('\n');
};

const bullets = (texts: readonly string[]): readonly string[] => texts.slice(0, mostOfEach).map((text) => `- ${chatText(text, 300)}`);
const more = (count: number): readonly string[] => (count > mostOfEach ? [`- and ${count - mostOfEach} more`] : []);

const part = (heading: string, texts: readonly string[]): readonly string[] => (texts.length === 0 ? [] : [heading, ...bullets(texts), ...more(texts.length)]);

const descriptionOf = (letter: Letter): string => {
  const { note, facts } = letter;
  return fitting([
    ...nutshell(letter).map((text) => chatText(text, 300)),
    ...(note.remark === undefined ? [] : [chatText(note.remark, 300)]),
    ...(note.omitted === undefined ? [] : [`${note.omitted} older messages were left out.`]),
    ...part('What users feel', sufferingIn(note).map(({ service, state }) =>
      `${serviceName(service)} (${stateWords[state]}): ${feltOf(service, state, facts)}`)),
    ...part('Why', causesOf(note).map(causeText)),
    ...(note.kind === 'opened' || note.kind === 'worsened' ? part('What changed', changeLines(letter)) : []),
    ...part('Availability lost', isOver(note) ? lostLines(note.incident) : []),
    ...part('Failing checks', failingFor(letter).map(({ name, service, result }) => `${oneLine(name, 60)} (${serviceName(service)}): ${oneLine(result.detail, 200)}`)),
    ...linksOf(facts).map(([name, url]) => `${chatText(name, 30)}: ${url.replaceAll('&', '&amp;')}`),
  ], longest.description);
};

/** Commands as they are to be typed, in code spans; those that would end one, or be escaped in it, are left out. */
const nextStepsOf = (letter: Letter): readonly string[] =>
  lookCommands(letter).filter((each) => !/[`&<>]/.test(each)).slice(0, mostOfEach).map((each) => `\`${each}\``);

const keywordsOf = ({ note, facts }: Letter): readonly string[] =>
  [...new Set([
    oneLine(facts.environment, 40), note.kind, ...('incident' in note ? [note.incident.severity] : []),
    ...sufferingIn(note).slice(0, mostOfEach).map(({ service }) => serviceName(service)),
  ])].map((word) => chatText(word, 40)).filter((word) => word.length <= longest.keyword);

const resourcesOf = ({ note, facts }: Letter): readonly string[] => sufferingIn(note)
  .flatMap(({ service }) => (own(facts.resources, service) ?? []).flatMap(({ targetGroup }) => targetGroup ?? []))
  .filter((arn) => /^arn:[\w:/.-]+$/.test(arn)).slice(0, mostOfEach);

const title = (letter: Letter): string => {
  const words = `${signOf(letter)} ${fewWords(letter.note, 90)} in ${oneLine(letter.facts.environment, 24)}`;
  const text = chatText(words, longest.title);
  return text.length <= longest.title ? text : `${signOf(letter)} ${letter.note.kind}`;
};

/**
 * A message of Amazon Q Developer's schema for custom notifications, for Slack and Teams; everything that tells of one incident is in one thread.
 * What is no incident starts a thread of its own: nobody would see it at the end of an old one. Source: AWS documentation, "Custom notifications
 * using Amazon Q Developer in chat applications".
 */
export const chatMessage = (letter: Letter, size: Size): Message => {
  const { note, facts } = letter;
  const id = ending(note.id, 200);
  const related = resourcesOf(letter);
  const steps = nextStepsOf(letter);
  const full = size === 'full';
  const body = {
    version: '1.0',
    source: 'custom',
    id,
    content: {
      textType: 'client-markdown',
      ...(full ? { title: title(letter) } : {}),
      description: full ? descriptionOf(letter) : chatText(headline(letter), 300),
      ...(full && steps.length > 0 ? { nextSteps: steps } : {}),
      ...(full ? { keywords: keywordsOf(letter) } : {}),
    },
    metadata: {
      threadId: 'incident' in note ? threadKey(note.incident, facts.environment) : id,
      summary: shorten(oneLine(headline(letter), longest.summary), longest.summary),
      eventType: note.kind,
      ...(full && related.length > 0 ? { relatedResources: related } : {}),
      ...(full ? { additionalContext: { message: id, seen: instantText(note.at) } } : {}),
    },
  };
  return { subject: subjectOf(letter), body: JSON.stringify(body) };
};
