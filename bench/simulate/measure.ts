import type { Note } from '../../shared/alerts/note.ts';
import type { Severity } from '../../shared/platform/platform.ts';
import { severityOf } from '../../shared/alerts/note.ts';
import type { Message } from './simulate.ts';
import type { Trouble } from './weather.ts';

/** What is told of an ill service may rest on runs as old as this: the window of those that answer only partly. */
const afterglowMs = 10 * 60_000;

/** What became of one trouble. Milliseconds; absent: it never was. */
export interface Told {
  readonly kind: string;
  readonly mustBeTold: boolean;
  /** From its true beginning to the message. */
  readonly detectedMs?: number;
  /** From its true end to the message that it is over. */
  readonly resolvedMs?: number;
  readonly messages: number;
  readonly reminders: number;
}

export interface Measured {
  /** Messages that say of a service that was well that it is not. */
  readonly falsePages: Readonly<Record<Severity, number>>;
  readonly troubles: readonly Told[];
  readonly messages: number;
}

const newlyIll = (note: Note): readonly string[] => (note.kind === 'opened' || note.kind === 'worsened' ? note.changes.map(({ service }) => service) : []);

const isTrue = (service: string, { note, committedAt }: Message, troubles: readonly Trouble[]): boolean =>
  troubles.some(({ services, from, to }) => services.includes(service) && from <= committedAt && note.at - afterglowMs <= to);

const numberOf = (note: Note): number | undefined => ('incident' in note ? note.incident.keys[0] : undefined);

const told = (trouble: Trouble, messages: readonly Message[]): Told => {
  const { kind, mustBeTold, services, from, to } = trouble;
  const first = messages.find((message) => message.committedAt >= from && message.note.at - afterglowMs <= to
    && newlyIll(message.note).some((service) => services.includes(service)));
  // Of each incident that it was told in while it lasted.
  const numbers = new Set(messages.filter(({ committedAt, note }) => first !== undefined && (note === first.note || (committedAt >= first.committedAt && committedAt <= to)))
    .flatMap(({ note }) => numberOf(note) ?? []));
  const during = messages.filter(({ note }) => numbers.has(numberOf(note) ?? 0));
  const over = during.find(({ note, committedAt }) => note.kind === 'resolved' && committedAt >= to);
  const mine = over === undefined ? during : during.filter(({ committedAt }) => committedAt <= over.committedAt);
  return {
    kind, mustBeTold,
    ...(first !== undefined && { detectedMs: first.committedAt - from }),
    ...(over !== undefined && { resolvedMs: over.committedAt - to }),
    messages: mine.length, reminders: mine.filter(({ note }) => note.kind === 'reminder').length,
  };
};

/** Holds what was told against what was true. */
export const measure = (messages: readonly Message[], troubles: readonly Trouble[]): Measured => {
  const wrong = messages.filter((message) => newlyIll(message.note).some((service) => !isTrue(service, message, troubles)));
  const of = (severity: Severity) => wrong.filter(({ note }) => severityOf(note) === severity).length;
  return {
    falsePages: { critical: of('critical'), warning: of('warning') },
    troubles: troubles.map((trouble) => told(trouble, messages)),
    messages: messages.length,
  };
};
