import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EventError, parseCategoryEvent } from '../../functions/event.ts';
import { categoryNames } from '../../shared/platform/category.ts';

const ids = ['infrastructure/auth-health', 'infrastructure/registry-health'];
const parse = (input: unknown) => parseCategoryEvent(input, 'infrastructure', ids);
const refusal = (input: unknown): string => {
  try {
    parse(input);
  } catch (error) {
    if (error instanceof EventError) return error.message;
  }
  return 'not refused';
};
const time = Date.UTC(2026, 0, 31, 9, 27);

describe('an event of a category’s function', () => {
  it('may come from a schedule, with category and time or as a plain one', () => {
    const scheduled = { kind: 'scheduled', time, dryRun: false, ifDue: false };
    expect(parse({ category: 'infrastructure', time: '2026-01-31T09:27:00Z', id: 'x' })).toEqual(scheduled);
    expect(parse({ 'source': 'aws.events', 'detail-type': 'Scheduled Event', 'time': '2026-01-31T09:27:00Z', 'detail': {}, 'resources': [] })).toEqual(scheduled);
    expect(parse({ category: 'infrastructure', time: '2026-01-31T09:27:00Z', ifDue: true })).toEqual({ ...scheduled, ifDue: true });
  });

  it('by hand records nothing unless asked to', () => {
    expect(parse({})).toEqual({ kind: 'manual', checks: [], record: false, dryRun: false });
    expect(parse({ category: 'infrastructure', record: true })).toMatchObject({ record: true });
    expect(parse({ check: ids[0] })).toMatchObject({ checks: [ids[0]] });
    expect(parse({ check: ids, dryRun: true })).toMatchObject({ checks: ids, dryRun: true });
  });

  it.each([
    ['nothing', undefined, 'The event is undefined, not an object.'],
    ['a list', [], 'The event is [], not an object.'],
    ['an unknown key', { categry: 'infrastructure' }, 'unknown key "categry"; allowed here: category, check, record, dryRun'],
    ['an unknown category', { category: 'infra' }, 'category "infra" is none of infrastructure, authentication, registration, endpoints, routing, dependencies, control-plane, telemetry'],
    ['another function’s category', { category: 'routing' }, "category \"routing\" has a function of its own; this one is infrastructure's"],
    ['a time that is none', { time: 'soon' }, 'time is "soon"; allowed: an ISO 8601 time such as "2026-01-31T09:27:00Z"'],
    ['a day that does not exist', { time: '2026-02-31T00:00:00Z' }, 'time is "2026-02-31T00:00:00Z"'],
    ['a time of nowhere', { time: '2026-02-01T00:00:00' }, 'time is "2026-02-01T00:00:00"'],
    ['what else AWS tells', { 'source': 'aws.events', 'detail-type': 'EC2 Instance State-change Notification', 'time': '2026-01-31T09:27:00Z' },
      'detail-type is "EC2 Instance State-change Notification"; allowed: "Scheduled Event"'],
    ['a placeholder that was not filled in', { time: '<aws.scheduler.scheduled-time>' }, 'time is "<aws.scheduler.scheduled-time>"; allowed: an ISO 8601 time'],
    ['an unknown check', { check: 'auth-health' }, 'check "auth-health" is none of infrastructure/auth-health, infrastructure/registry-health'],
    ['an empty list of checks', { check: [] }, 'check is an empty list; leave it out to run all'],
    ['a flag that is no flag', { record: 'yes' }, 'record is "yes"; allowed: true, false'],
    ['recording single checks', { check: ids[0], record: true }, 'record is true for single checks'],
    ['a dry run of what may not be due', { time: '2026-01-31T09:27:00Z', ifDue: true, dryRun: true }, 'ifDue and dryRun are both true'],
    ['asking by hand whether it is due', { ifDue: true }, 'unknown key "ifDue"; allowed here: category, check, record, dryRun'],
    ['recording a dry run', { record: true, dryRun: true }, 'record and dryRun are both true'],
  ])('that is %s is refused with what is allowed', (_, input, message) => {
    expect(refusal(input)).toContain(message);
    expect(refusal(input)).toContain('Allowed are:');
  });

  it('that names a check where a description has none of the category is told just that', () => {
    const message = 'The event is wrong: check "infrastructure/auth-health" is not there: this description has no infrastructure checks. Allowed are:';
    expect(() => parseCategoryEvent({ check: 'infrastructure/auth-health' }, 'infrastructure', [])).toThrow(message);
  });

  it('tells all its faults at once', () => {
    expect(refusal({ category: 'infra', chek: 1, record: 1 })).toMatch(/unknown key "chek".*category "infra".*record is 1/);
  });

  const folder = join(import.meta.dirname, '../../events');
  it.each(readdirSync(folder).filter((file) => !file.startsWith('incident-')))('in events/%s is taken by its function', (file) => {
    const category = categoryNames.find((name) => file.startsWith(name)) ?? 'infrastructure';
    const event = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { check?: string };
    expect(parseCategoryEvent(event, category, event.check === undefined ? [] : [event.check])).toBeDefined();
  });
});
