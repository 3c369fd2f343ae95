import { redact } from '../shared/checks/redact.ts';
import type { Act } from '../shared/alerts/acting.ts';
import { printable } from '../shared/report/printable.ts';
import { EventError, isFields, show, type Fields } from './event.ts';
import { moment } from './moment.ts';

/** How the function of incidents is called: to look, or to do something in somebody's name. */
export type IncidentEvent = { readonly action: 'list' | 'show' } | (Act & { readonly by: string });

const shapes = `Allowed are:
  {"action": "ack", "by": "<name>"}                          with "incident": <number> to be sure that it is that one
  {"action": "note", "by": "<name>", "text": "<remark>"}     with "incident": <number>, too
  {"action": "silence", "by": "<name>", "for": "90m", "2h" or "3d", or "until": "<ISO 8601>"}   with "services": ["<service>", …], "why": "<reason>"
  {"action": "unsilence", "by": "<name>", "silence": "<id>"}
  {"action": "test-alert", "by": "<name>", "audience": "<audience>"}
  {"action": "list"} and {"action": "show"}`;

const keys = {
  'ack': ['by', 'incident'],
  'note': ['by', 'incident', 'text'],
  'silence': ['by', 'services', 'for', 'until', 'why'],
  'unsilence': ['by', 'silence'],
  'test-alert': ['by', 'audience'],
  'list': [],
  'show': [],
} as const satisfies Record<IncidentEvent['action'], readonly string[]>;

const actions = Object.keys(keys) as readonly IncidentEvent['action'][];
const longestName = 60;
const msPer: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** What people write is shown to others and kept: without what moves a cursor, and without keys that slipped into it. */
const written = (text: string): string => printable(redact(text)).trim();

/** Collects every fault of the event, so that one call tells all. */
const fieldReader = (input: Fields, faults: string[]) => {
  const words = (key: string, what: string): string => {
    const found = input[key];
    if (typeof found === 'string' && written(found) !== '') return written(found);
    faults.push(`${key} is ${show(found)}; allowed: ${what}`);
    return '';
  };
  return {
    words,
    optionalWords: (key: string, what: string): string | undefined => (input[key] === undefined ? undefined : words(key, what)),
    name: (key: string): string => {
      const name = words(key, 'a name');
      if (name.length > longestName) faults.push(`${key} has ${name.length} characters; at most ${longestName} are kept`);
      return name;
    },
    number: (key: string): number | undefined => {
      const found = input[key];
      if (found === undefined || (typeof found === 'number' && Number.isSafeInteger(found) && found > 0)) return found;
      faults.push(`${key} is ${show(found)}; allowed: the number of an incident, such as 7`);
      return undefined;
    },
    services: (): readonly string[] | undefined => {
      const found = input['services'];
      if (found === undefined) return undefined;
      const list: readonly unknown[] = Array.isArray(found) ? found : [found];
      const names = list.filter((name) => typeof name === 'string');
      if (names.length !== list.length || list.length === 0) faults.push(`services is ${show(found)}; allowed: names of services; leave it out for all`);
      return names;
    },
    end: (now: number): number => {
      const { for: span, until } = input;
      if ((span === undefined) === (until === undefined)) faults.push('one of for and until says how long');
      if (until !== undefined && Number.isNaN(moment(until))) faults.push(`until is ${show(until)}; allowed: an ISO 8601 time such as "2026-01-31T09:27:00Z"`);
      if (until !== undefined) return moment(until);
      const [, count, unit = ''] = /^([1-9]\d{0,5})([mhd])$/.exec(typeof span === 'string' ? span : '') ?? [];
      if (count === undefined && span !== undefined) faults.push(`for is ${show(span)}; allowed: minutes, hours or days, such as "90m", "2h" or "3d"`);
      return now + Number(count) * (msPer[unit] ?? 0);
    },
  };
};

/** Reads an event of the function of incidents at `now` (epoch milliseconds); a silence gets this new id. Throws EventError with all faults at once. */
export const parseIncidentEvent = (input: unknown, now: number, id: string): IncidentEvent => {
  if (!isFields(input)) throw new EventError(`The event is ${show(input)}, not an object.`, shapes);
  const action = actions.find((name) => name === input['action']);
  if (action === undefined) throw new EventError(`The event is wrong: action is ${show(input['action'])}; there are: ${actions.join(', ')}.`, shapes);
  const allowed: readonly string[] = ['action', ...keys[action]];
  const faults = Object.keys(input).filter((key) => !allowed.includes(key)).map((key) => `unknown key "${key}"; allowed here: ${allowed.join(', ')}`);
  const read = fieldReader(input, faults);
  const numbered = (): { readonly incident?: number } => {
    const incident = read.number('incident');
    return incident === undefined ? {} : { incident };
  };
  const parsed = (): IncidentEvent => {
    if (action === 'list' || action === 'show') return { action };
    const by = read.name('by');
    switch (action) {
      case 'ack':
        return { action, by, ...numbered() };
      case 'note':
        return { action, by, text: read.words('text', 'a remark'), ...numbered() };
      case 'silence': {
        const [until, services, why] = [read.end(now), read.services(), read.optionalWords('why', 'a reason')];
        return { action, by, id, until, ...(services !== undefined && { services }), ...(why !== undefined && { why }) };
      }
      case 'unsilence':
        return { action, by, id: read.words('silence', 'the id of a silence, as "list" shows it') };
      case 'test-alert':
        return { action, by, audience: read.words('audience', 'the name of an audience') };
    }
  };
  const event = parsed();
  if (faults.length > 0) throw new EventError(`The event is wrong: ${faults.join('; ')}.`, shapes);
  return event;
};
