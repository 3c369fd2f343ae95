import type { Affected } from '../../alerts/incident.ts';
import type { IncidentNow, Note, ServiceChange } from '../../alerts/note.ts';
import { byWorst, isIll, type Ill } from '../../health/service-state.ts';
import { oneLine } from './one-line.ts';

/** Loud where people have to hear it. */
export const stateWords = { down: 'DOWN', degraded: 'degraded', operational: 'well again' } as const;

export const serviceName = (service: string): string => oneLine(service, 40) || '(no name)';

export type Suffering = Affected & { readonly service: string; readonly state: Ill };

/** The services of an incident, those that were worst first. */
export const servicesOf = ({ services }: IncidentNow): readonly (Affected & { readonly service: string })[] =>
  Object.entries(services).map(([service, affected]) => ({ service, ...affected })).toSorted((a, b) => byWorst(a.worst, b.worst) || a.from - b.from);

/** The services that people suffer from as the note tells it, the worst first. */
export const sufferingIn = (note: Note): readonly Suffering[] => ('incident' in note
  ? servicesOf(note.incident).flatMap(({ state, ...service }) => (isIll(state) ? [{ ...service, state }] : [])).toSorted((a, b) => byWorst(a.state, b.state))
  : []);

/** Orders services by what a note has to say of them: those that it has news of, then the others that suffer, then the rest. */
export const newsFirst = (note: Note): ((a: string, b: string) => number) => {
  const news = new Set('changes' in note ? note.changes.map(({ service }) => service) : []);
  const suffers = new Set(sufferingIn(note).map(({ service }) => service));
  const rank = (service: string): number => (news.has(service) ? 0 : suffers.has(service) ? 1 : 2);
  return (a, b) => rank(a) - rank(b);
};

/** Whether a message tells of checks and services, and not of the telling itself. */
export const isOfPlatform = ({ note }: { readonly note: Note }): boolean => note.kind !== 'trial' && note.kind !== 'undeliverable' && note.kind !== 'deliverable';

/** `auth DOWN (worse: time-out, flapping)`. */
export const changeText = ({ service, to, class: found, flapping = [] }: ServiceChange): string => {
  const how = [...(found === undefined ? [] : [`worse: ${found}`]), ...(flapping.length === 0 ? [] : ['flapping'])];
  return `${serviceName(service)} ${stateWords[to]}${how.length === 0 ? '' : ` (${how.join(', ')})`}`;
};

export const worstFirst = (changes: readonly ServiceChange[]): readonly ServiceChange[] => changes.toSorted((a, b) => byWorst(a.to, b.to) || a.since - b.since);

/** `auth was DOWN`: at worst. */
export const wasText = ({ service, worst }: Affected & { readonly service: string }): string => `${serviceName(service)} was ${stateWords[worst]}`;

/** The moment the last service was well again, of an incident that is over. Epoch milliseconds. */
export const overSince = (incident: IncidentNow): number =>
  Math.max(incident.since, ...Object.values(incident.services).flatMap(({ state, since }) => (state === 'operational' ? [since] : [])));

/** Whether the incident that a note tells of is over, also if nobody had been told of it. */
export const isOver = (note: Note): note is Extract<Note, { kind: 'resolved' | 'opened' }> =>
  note.kind === 'resolved' || (note.kind === 'opened' && note.resolvedAt !== undefined);
