import { shorten } from '../../checks/excerpt.ts';
import { lookCommands } from './commands.ts';
import { ending } from './ending.ts';
import { failingFor } from './failing-of.ts';
import { headline, nutshell } from './headline.ts';
import type { Letter, Message, Size } from './letter.ts';
import { linksOf } from './links.ts';
import { oneLine } from './one-line.ts';
import { pagesOf, type Page } from './page.ts';
import { regionName } from './region-name.ts';
import { subjectOf } from './subject.ts';

/** CloudWatch's own limits of an alarm's description and of the reason of its state. */
const longest = { description: 1_024, reason: 1_023 };

const mostChecks = 3;

/** What people read on their telephone: the nutshell, more of the failing checks, where to look, what to type. */
const reasonOf = (letter: Letter): string => shorten([
  ...nutshell(letter),
  ...[...new Set(failingFor(letter).map(({ name, result }) => `✗ ${oneLine(name, 60)}: ${oneLine(result.detail, 120)}`))].slice(1, mostChecks),
  ...linksOf(letter.facts).slice(0, 2).map(([name, url]) => `${name}: ${url}`),
  ...lookCommands(letter).slice(0, 1),
].join('\n'), longest.reason);

/** `2025-08-05T09:27:00.000+0000`, as CloudWatch writes it. */
const stateChangeTime = (at: number): string => new Date(at).toISOString().replace('Z', '+0000');

const words = { open: 'ALARM', close: 'OK' } as const;

const alarm = (letter: Letter, size: Size, does: 'open' | 'close', key: string): Message => {
  const { note, facts } = letter;
  return {
    subject: subjectOf(letter, `${words[does]}: `),
    body: JSON.stringify({
      AlarmName: key,
      AlarmDescription: shorten(headline(letter), longest.description),
      NewStateValue: words[does],
      NewStateReason: size === 'full' ? reasonOf(letter) : `Message ${ending(note.id, 200)}`,
      StateChangeTime: stateChangeTime(note.at),
      Region: regionName(facts.region),
    }),
  };
};

const isToldByAlarms = (page: Page): page is Page & { readonly does: 'open' | 'close' } => page.does !== 'acknowledge';

/**
 * The messages that a note comes to in the form of CloudWatch's alarms over SNS, which PagerDuty's and Opsgenie's endpoints for CloudWatch read: one a
 * key, in this order. There may be none: nothing in that form acknowledges. What went out of a list that is not taken in full may go out again.
 */
export const alarmMessages = (letter: Letter, size: Size): readonly Message[] =>
  pagesOf(letter).filter(isToldByAlarms).map(({ does, key }) => alarm(letter, size, does, key));
