import { shorten } from '../../checks/excerpt.ts';
import type { IncidentNow } from '../../alerts/note.ts';
import { instantText, spanText } from '../words.ts';
import { failingFor } from './failing-of.ts';
import { acknowledgedBy, fewWords, sufferingText } from './few-words.ts';
import { changeText, isOfPlatform, isOver, overSince, serviceName, servicesOf, wasText, worstFirst } from './in-trouble.ts';
import type { Letter } from './letter.ts';
import { listed } from './lines.ts';
import { oneLine } from './one-line.ts';
import { scoreWords } from './score-words.ts';
import { causesOf, causeText } from './why.ts';

/** Room for the services, so that the time and the score follow within the first 200 characters. */
const forServices = 60;

const from = ({ since }: IncidentNow): string => `since ${instantText(since)}`;

/** What happened, where and since when, in one sentence of at most 150 characters. */
export const headline = (letter: Letter): string => {
  const { note } = letter;
  const where = `in ${oneLine(letter.facts.environment, 24)}`;
  const words = fewWords(note, forServices);
  switch (note.kind) {
    case 'opened':
      if (note.resolvedAt === undefined) return `${words} ${where} ${from(note.incident)}.`;
      return `Over already: ${listed(servicesOf(note.incident).map(wasText), forServices)} ${where} for ${
        spanText(overSince(note.incident) - note.incident.since)}, from ${instantText(note.incident.since)}.`;
    case 'worsened':
      return `Worse ${where}: ${listed(worstFirst(note.changes).map(changeText), forServices)}. Incident open ${from(note.incident)}.`;
    case 'cause':
      return `${fewWords(note, 120)}, ${where}.`;
    case 'reminder':
      return `Still ${sufferingText(note, forServices)} ${where} ${from(note.incident)} (${spanText(note.at - note.incident.since)}).`;
    case 'acknowledged':
      return `Acknowledged by ${acknowledgedBy(note)}: ${sufferingText(note, forServices)} ${where} ${from(note.incident)}.`;
    case 'resolved':
      return `Well again ${where} since ${instantText(overSince(note.incident))}, after ${spanText(overSince(note.incident) - note.incident.since)}: ${
        listed(servicesOf(note.incident).map(({ service }) => serviceName(service)), forServices)}.`;
    case 'score-dropped':
      return `The health score ${where} dropped, seen at ${instantText(note.at)}.`;
    case 'impaired':
      return `${words} ${where}, seen at ${instantText(note.at)}.`;
    case 'undeliverable':
    case 'deliverable':
      return `${words} ${where}, at ${instantText(note.at)}.`;
    case 'trial':
      return `This is a trial for ${oneLine(letter.facts.environment, 24)}, at ${instantText(note.at)}. Nothing is wrong.`;
  }
};

/** The cause, or what the first of the failing checks of the services that suffer says, or the sentence that explains the news itself. */
const because = (letter: Letter): string => {
  const { note } = letter;
  switch (note.kind) {
    case 'impaired':
      return note.unseen.length > 0 ? 'The checker is blind there; the platform may be well.' : 'The checker is well again.';
    case 'undeliverable':
      return `It says: ${oneLine(note.why, 200)}`;
    case 'deliverable':
      return 'What it refused meanwhile is in the log of the function.';
    case 'trial':
      return `Asked for by ${oneLine(note.by, 60)}.`;
    case 'cause':
      return `${sufferingText(note, forServices)} ${from(note.incident)}.`;
    case 'opened':
    case 'worsened':
    case 'reminder':
    case 'acknowledged':
    case 'resolved':
    case 'score-dropped': {
      const [cause] = isOver(note) ? [] : causesOf(note);
      if (cause !== undefined) return `Cause: ${causeText(cause)}.`;
      const [worst] = failingFor(letter);
      // The name says what should be so, which alone would be read as what is.
      return worst === undefined ? '' : `✗ ${oneLine(worst.name, 60)}: ${oneLine(worst.result.detail, 200)}`;
    }
  }
};

const longest = 200;

/** What matters in at most 200 characters: what and since when, how much of the platform is left, and why. */
export const nutshell = (letter: Letter): readonly string[] => {
  const what = headline(letter);
  const score = !isOfPlatform(letter) || letter.note.score.applicable === 0 ? [] : [`${scoreWords(letter.note)} of the checks pass.`];
  const room = longest - [what, ...score].join(' ').length - 1;
  const why = because(letter);
  return [what, ...score, ...(why === '' || room < 20 ? [] : [shorten(why, room)])];
};
