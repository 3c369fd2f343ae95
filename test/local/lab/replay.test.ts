import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { incidents } from '../../../local/lab/incidents.ts';
import { raise, type Stage } from '../../../local/start/stage.ts';
import { score, scoreText } from '../../../shared/health/score.ts';
import type { CategoryName } from '../../../shared/platform/category.ts';
import { accountOf, checkAll } from './checking.ts';

/**
 * In the order in which an account tells of them. Telemetry is left out: what went through the load balancer counts the requests of the
 * incidents that were replayed before.
 */
const judged: readonly CategoryName[] = [
  'infrastructure', 'authentication', 'registration', 'endpoints', 'routing', 'dependencies', 'control-plane',
];

let stage: Stage;
beforeAll(async () => { stage = await raise({ log: () => {} }); });
afterAll(() => stage.stop());

/** The state before one incident is often that of another. */
const seen = new Map<string, Promise<readonly string[]>>();

/**
 * What a checker inside or outside the VPC sees of a lab with these causes: each category's score, and below it every check, who
 * answered what, and why it did not pass.
 */
const look = async (causes: readonly string[], insideVpc: boolean): Promise<readonly string[]> => {
  // What takes a while to become what it is has had that time.
  stage.lab.breakBy(causes, Date.now() - 60_000);
  const { network } = stage.platform;
  const results = [...await checkAll(stage, { ...stage.platform, network: { ...network, insideVpc } })].filter(([category]) => judged.includes(category));
  return results.flatMap(([category, each]) =>
    [`${category} ${scoreText(score(each.map(({ result }) => result)))}`, ...each.map((explained) => `  ${accountOf(explained)}`)]);
};

const seenUnder = (causes: readonly string[], insideVpc = true): Promise<readonly string[]> => {
  const key = `${causes.join()} ${insideVpc}`;
  const account = seen.get(key) ?? look(causes, insideVpc);
  seen.set(key, account);
  return account;
};

type Part = 'BEFORE' | 'DURING' | 'OUTSIDE';

/** The account of an incident: what is seen before it, in it, and in it from outside the VPC. Lines that begin with # are for people. */
const account = (id: string): Readonly<Record<Part, readonly string[]>> => {
  const lines = readFileSync(join(import.meta.dirname, 'replay', `${id}.txt`), 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const [during, outside] = [lines.indexOf('DURING'), lines.indexOf('OUTSIDE')];
  return { BEFORE: lines.slice(1, during), DURING: lines.slice(during + 1, outside), OUTSIDE: lines.slice(outside + 1) };
};

const isOfDependencies = (lines: readonly string[]) => {
  const from = lines.findIndex((line) => line.startsWith('dependencies '));
  const length = lines.slice(from + 1).findIndex((line) => !line.startsWith('  '));
  return (_: string, at: number) => at >= from && at <= from + length;
};
const dependenciesOf = (lines: readonly string[]) => lines.filter(isOfDependencies(lines));
const withoutDependencies = (lines: readonly string[]) => {
  const inside = isOfDependencies(lines);
  return lines.filter((line, at) => !inside(line, at));
};

describe('the lab', () => {
  it('is well when it starts', async () => {
    const seen = await seenUnder([]);
    expect(seen.filter((line) => !/^  pass|100\.0 %$/.test(line))).toEqual(['  skipped cache']);
  });
});

describe.each(incidents)('the incident $id', ({ id, causes, before = [] }) => {
  it('is seen as its account says, check by check, after what was seen before it', async () => {
    const { BEFORE, DURING } = account(id);
    expect(await seenUnder(before)).toEqual(BEFORE);
    expect(await seenUnder(causes)).toEqual(DURING);
  });

  it('differs from outside the VPC by what can be seen of private names', async () => {
    const { DURING, OUTSIDE } = account(id);
    const seen = await seenUnder(causes, false);
    expect(dependenciesOf(seen)).toEqual(OUTSIDE);
    expect(withoutDependencies(seen)).toEqual(withoutDependencies(DURING));
  });
});

/** What of infrastructure passes, from an account's exact counts: the difference of rounded figures may be another. */
const percent = (id: string, part: Part): number => {
  const [, passed, applicable] = /^infrastructure (\d+)\/(\d+) /m.exec(account(id)[part].join('\n')) ?? [];
  return (100 * Number(passed)) / Number(applicable);
};

describe('the score of infrastructure', () => {
  it.each([
    ['2025-07-21-host-rule', '-36.4'],
    ['2025-07-22-artifact-storage', '-18.2'],
    ['2025-08-05-morning', '18.2'],
    // Its report subtracted rounded figures, and said -18.1.
    ['2025-08-05-evening', '-18.2'],
    ['2025-08-06-total-outage', '-18.2'],
  ])('changes in %s by %s points', (id, points) => {
    expect((percent(id, 'DURING') - percent(id, 'BEFORE')).toFixed(1)).toBe(points);
  });

  it('falls step by step from before the evening to the total outage', () => {
    const [evening, outage] = ['2025-08-05-evening', '2025-08-06-total-outage'] as const;
    expect(percent(outage, 'BEFORE')).toBe(percent(evening, 'DURING'));
    expect([percent(evening, 'BEFORE'), percent(evening, 'DURING'), percent(outage, 'DURING')].map((each) => each.toFixed(1))).toEqual(['54.5', '36.4', '18.2']);
  });
});
