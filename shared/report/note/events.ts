import { shorten } from '../../checks/excerpt.ts';
import { severityOf, type Note } from '../../alerts/note.ts';
import { instantText } from '../words.ts';
import { lookCommands } from './commands.ts';
import { ending } from './ending.ts';
import { failingFor } from './failing-of.ts';
import { feltOf } from './felt.ts';
import { nutshell } from './headline.ts';
import { serviceName, stateWords, sufferingIn } from './in-trouble.ts';
import type { Letter, Size } from './letter.ts';
import { linksOf } from './links.ts';
import { oneLine } from './one-line.ts';
import { pagesOf, type Page } from './page.ts';
import { scoreInFull } from './score-words.ts';
import { causesOf, causeText } from './why.ts';

/** An event of PagerDuty's Events API v2, but for the key of whom it is for. */
export type PagerEvent =
  | { readonly event_action: 'acknowledge' | 'resolve'; readonly dedup_key: string }
  | {
    readonly event_action: 'trigger';
    readonly dedup_key: string;
    readonly payload: {
      readonly summary: string;
      readonly source: string;
      readonly severity: 'critical' | 'error' | 'warning' | 'info';
      /** ISO 8601. */
      readonly timestamp: string;
      readonly component?: string;
      readonly group: string;
      readonly class?: string;
      readonly custom_details?: Readonly<Record<string, string | readonly string[]>>;
    };
    readonly links: readonly { readonly href: string; readonly text: string }[];
    readonly client: string;
  };

/** The API cuts a longer summary off. */
const longestSummary = 1_024;
const most = 8;

const severity = (note: Note): 'critical' | 'error' | 'warning' | 'info' => {
  if (note.kind === 'trial') return 'info';
  return note.kind === 'undeliverable' ? 'error' : severityOf(note);
};

const detailsOf = (letter: Letter) => ({
  'message': ending(letter.note.id, 200),
  'users feel': sufferingIn(letter.note).slice(0, most).map(({ service, state }) =>
    `${serviceName(service)} (${stateWords[state]}): ${feltOf(service, state, letter.facts)}`),
  ...(causesOf(letter.note).length === 0 ? {} : { causes: causesOf(letter.note).slice(0, most).map(causeText) }),
  'failing checks': failingFor(letter).slice(0, most).map(({ result }) => `${oneLine(result.check, 100)}: ${oneLine(result.detail, 300)}`),
  'score': scoreInFull(letter.note),
  'to look': lookCommands(letter),
  ...(letter.note.remark === undefined ? {} : { remark: oneLine(letter.note.remark, 300) }),
});

const trigger = (letter: Letter, size: Size, key: string): PagerEvent => {
  const { note, facts } = letter;
  const [worst] = sufferingIn(note);
  const environment = oneLine(facts.environment, 100);
  const [what = ''] = nutshell(letter);
  return {
    event_action: 'trigger',
    dedup_key: key,
    payload: {
      summary: shorten(size === 'full' ? nutshell(letter).join(' ') : what, longestSummary),
      source: environment,
      severity: severity(note),
      timestamp: new Date(note.at).toISOString(),
      ...(worst === undefined ? {} : { component: serviceName(worst.service) }),
      group: environment,
      ...(worst?.class === undefined ? {} : { class: worst.class }),
      ...(size === 'full' ? { custom_details: detailsOf(letter) } : { custom_details: { message: ending(note.id, 200), seen: instantText(note.at) } }),
    },
    links: size === 'full' ? linksOf(facts).map(([text, href]) => ({ href, text })) : [],
    client: 'Hokusai Health',
  };
};

const actions = { acknowledge: 'acknowledge', close: 'resolve' } as const;

const eventOf = (letter: Letter, size: Size) => ({ does, key }: Page): PagerEvent =>
  (does === 'open' ? trigger(letter, size, key) : { event_action: actions[does], dedup_key: key });

/**
 * The events that a note comes to, in order; none where a pager has nothing to do. All go by their keys: a repeated one changes nothing, and
 * what closes or acknowledges a key that is not open is taken and does nothing. Source: PagerDuty, Events API v2.
 */
export const pagerEvents = (letter: Letter, size: Size): readonly PagerEvent[] => pagesOf(letter).map(eventOf(letter, size));
