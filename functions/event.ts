import { categoryNames, type CategoryName } from '../shared/platform/category.ts';
import { moment } from './moment.ts';

/**
 * How a category's function is called. `scheduled` comes from the schedule and is recorded, if it is due where that is asked; `manual` comes from a person and is
 * recorded only when asked to. A dry run probes and judges, and writes and tells nothing.
 */
export type CategoryEvent =
  | { readonly kind: 'scheduled'; readonly time: number; readonly dryRun: boolean; readonly ifDue: boolean }
  | { readonly kind: 'manual'; readonly checks: readonly string[]; readonly record: boolean; readonly dryRun: boolean };

const shapes = `Allowed are:
  {"category": "<category>", "time": "<ISO 8601>", "id": "<any>"}   as a schedule's input transformer sends it
      with "ifDue": true to run only if its interval is over or a check of another category has turned hard
  {"source": "aws.events", "detail-type": "Scheduled Event", "time": "<ISO 8601>", …}   as a plain schedule sends it
  {"category": "<category>", "check": "<check id>" or ["<check id>", …], "record": true or false}   by hand; record is false unless given
each with "dryRun": true to probe and judge without writing or telling.`;

/** An event that the function cannot take; the message has every fault and what is allowed. */
export class EventError extends Error {
  readonly code = 'event';
  override readonly name = 'EventError';

  constructor(fault: string, allowed: string = shapes) {
    super(`${fault} ${allowed}`);
  }
}

export type Fields = Readonly<Record<string, unknown>>;
export const isFields = (input: unknown): input is Fields => typeof input === 'object' && input !== null && !Array.isArray(input);
/** What was found, for the one who sent it. */
export const show = (value: unknown): string => JSON.stringify(value)?.slice(0, 80) ?? String(value);

const scheduledKeys = ['category', 'time', 'id', 'ifDue', 'dryRun'];
const manualKeys = ['category', 'check', 'record', 'dryRun'];

/** Collects every fault of the event, so that one call tells all. */
const faultFinder = (input: Fields, category: CategoryName, checkIds: readonly string[]) => {
  const faults: string[] = [];
  return {
    faults,
    keys: (allowed: readonly string[]) => {
      for (const key of Object.keys(input)) if (!allowed.includes(key)) faults.push(`unknown key "${key}"; allowed here: ${allowed.join(', ')}`);
    },
    category: () => {
      const found = input['category'];
      if (found === undefined || found === category) return;
      const known = categoryNames.some((name) => name === found);
      faults.push(`category ${show(found)} ${known ? `has a function of its own; this one is ${category}'s` : `is none of ${categoryNames.join(', ')}`}`);
    },
    flag: (key: string): boolean => {
      const found = input[key];
      if (found !== undefined && typeof found !== 'boolean') faults.push(`${key} is ${show(found)}; allowed: true, false`);
      return found === true;
    },
    time: (): number => {
      const found = input['time'];
      const time = moment(found);
      if (Number.isNaN(time)) faults.push(`time is ${show(found)}; allowed: an ISO 8601 time such as "2026-01-31T09:27:00Z"`);
      return time;
    },
    checks: (): readonly string[] => {
      const found = input['check'];
      if (found === undefined) return [];
      const asked: readonly unknown[] = Array.isArray(found) ? found : [found];
      const allowed = checkIds.length === 0 ? `not there: this description has no ${category} checks` : `none of ${checkIds.join(', ')}`;
      for (const id of asked) {
        if (typeof id !== 'string' || !checkIds.includes(id)) faults.push(`check ${show(id)} is ${allowed}`);
      }
      if (asked.length === 0) faults.push('check is an empty list; leave it out to run all');
      return asked.filter((id) => typeof id === 'string');
    },
  };
};

/** Reads an event of `category`'s function, whose checks are `checkIds`. Throws EventError with all faults at once. */
export const parseCategoryEvent = (input: unknown, category: CategoryName, checkIds: readonly string[]): CategoryEvent => {
  if (!isFields(input)) throw new EventError(`The event is ${show(input)}, not an object.`);
  const find = faultFinder(input, category, checkIds);
  const plain = input['source'] === 'aws.events';
  const scheduled = plain || 'time' in input;
  const detail = input['detail-type'];
  if (plain && detail !== 'Scheduled Event') find.faults.push(`detail-type is ${show(detail)}; allowed: "Scheduled Event"`);
  if (!plain) find.keys(scheduled ? scheduledKeys : manualKeys);
  find.category();
  const dryRun = find.flag('dryRun');
  const event: CategoryEvent = scheduled
    ? { kind: 'scheduled', time: find.time(), ifDue: find.flag('ifDue'), dryRun }
    : { kind: 'manual', checks: find.checks(), record: find.flag('record'), dryRun };
  if (event.kind === 'manual' && event.record && event.checks.length > 0) {
    find.faults.push('record is true for single checks; a recorded run is always a whole category');
  }
  if (event.kind === 'manual' && event.record && event.dryRun) find.faults.push('record and dryRun are both true; a dry run writes nothing');
  if (event.kind === 'scheduled' && event.ifDue && event.dryRun) find.faults.push('ifDue and dryRun are both true; a dry run always probes');
  if (find.faults.length > 0) throw new EventError(`The event is wrong: ${find.faults.join('; ')}.`);
  return event;
};
