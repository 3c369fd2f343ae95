import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { incidents } from '../../../local/lab/incidents.ts';
import { raise, type Stage } from '../../../local/start/stage.ts';
import { score, scoreText } from '../../../shared/health/score.ts';
import type { CategoryName } from '../../../shared/platform/category.ts';
import { checkAll, notPassed } from './checking.ts';

/** In the order in which an account tells of them. */
const judged: readonly CategoryName[] = [
  'infrastructure', 'authentication', 'registration', 'endpoints', 'routing', 'dependencies', 'control-plane',
];

let stage: Stage;
beforeAll(async () => { stage = await raise({ log: () => {} }); });
afterAll(() => stage.stop());

/** What is checked of a lab with these causes: each category's score, and below it every check that did not pass, with its reason. */
const seenUnder = async (causes: readonly string[]): Promise<readonly string[]> => {
  // What takes a while to become what it is has had that time.
  stage.lab.breakBy(causes, Date.now() - 60_000);
  const results = [...await checkAll(stage)].filter(([category]) => judged.includes(category));
  return results.flatMap(([category, each]) => [`${category} ${scoreText(score(each))}`, ...notPassed(each).map((line) => `  ${line}`)]);
};

/** The account of an incident: what is seen before it, and in it. Lines that begin with # are for people. */
const account = (id: string): { readonly before: readonly string[]; readonly during: readonly string[] } => {
  const lines = readFileSync(join(import.meta.dirname, 'replay', `${id}.txt`), 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const begins = lines.indexOf('DURING');
  return { before: lines.slice(1, begins), during: lines.slice(begins + 1) };
};

describe('the lab', () => {
  it('is well when it starts', async () => {
    const seen = await seenUnder([]);
    expect(seen.filter((line) => line.startsWith('  '))).toEqual([]);
    expect(seen.filter((line) => !line.endsWith('100.0 %'))).toEqual([]);
  });
});

describe.each(incidents)('the incident $id', ({ id, causes, before = [] }) => {
  it('is seen as its account says, check by check, after what was seen before it', async () => {
    const { before: known, during } = account(id);
    expect(await seenUnder(before)).toEqual(known);
    expect(await seenUnder(causes)).toEqual(during);
  });
});
