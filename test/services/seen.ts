import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { raise, type Stage } from '../../local/start/stage.ts';
import type { Result } from '../../shared/checks/result.ts';
import { checkAll } from '../local/lab/checking.ts';

/** A reason, or parts of a result, of which `detail` is in turn a part. */
type Seen = string | Readonly<{ reason: string; verdict?: string; status?: number; answeredBy?: string; detail?: string }>;
type Checks = Readonly<Record<string, Seen>>;
interface Row { readonly minutes?: number; readonly exactly?: Checks; readonly telling?: Checks; readonly well?: readonly string[] }
export type Table = Readonly<Record<string, Row>>;

/** What has to be seen of each cause, by its id. */
// Merge keys are of YAML 1.1.
export const table: Table = parse(readFileSync(join(import.meta.dirname, 'causes.yml'), 'utf8'), { merge: true });

/** They count requests of the last minutes: those of other causes, too. */
const ofTraffic: ReadonlySet<string> = new Set(['availability', 'response-time', 'error-rate'].map((slug) => `telemetry/${slug}`));
/** Some causes let every check wait until its time is up. */
const patience = 60_000;

const passes = ({ verdict }: Result): boolean => verdict === 'pass' || verdict === 'skipped';
const failing = (results: ReadonlyMap<string, Result>): readonly Result[] => [...results.values()].filter((result) => !passes(result));

const matching = (seen: Seen): unknown => {
  if (typeof seen === 'string') return expect.objectContaining({ reason: seen });
  const { detail, ...rest } = seen;
  return expect.objectContaining(detail === undefined ? rest : { ...rest, detail: expect.stringContaining(detail) });
};
const allMatching = (checks: Checks) => Object.fromEntries(Object.entries(checks).map(([check, seen]) => [check, matching(seen)]));

type Failing = Readonly<Record<string, Result | undefined>>;
const byCheck = (failed: readonly Result[]): Failing => Object.fromEntries(failed.map((result) => [result.check, result]));
/** What did not pass of what is named; of a whole category, one that has the reason. */
const named = (checks: Checks, failed: readonly Result[]): Failing => Object.fromEntries(Object.entries(checks).map(([name, seen]) => {
  const found = name.endsWith('/*')
    ? failed.find((result) => result.check.startsWith(name.slice(0, -1)) && 'reason' in result && result.reason === seen)
    : failed.find(({ check }) => check === name);
  return [name, found];
}));

/** Tests of some causes on a lab that runs meanwhile: it is well, has what the rows name, and of each cause is seen what its row says. */
export const testCauses = (rows: Table, options: { readonly redis?: boolean } = {}): void => {
  let stage: Stage;
  beforeAll(async () => { stage = await raise({ log: () => {}, ...options }); });
  afterAll(() => stage.stop());

  const resultsUnder = async (ids: readonly string[], minutes = 0): Promise<ReadonlyMap<string, Result>> => {
    stage.lab.breakBy(ids, Date.now() - minutes * 60_000);
    const results = [...(await checkAll(stage)).values()].flat().map(({ result }) => result);
    return new Map(results.filter(({ check }) => !ofTraffic.has(check)).map((result) => [result.check, result]));
  };

  describe('the table', () => {
    it('names checks that there are, of a lab that is well', async () => {
      const results = await resultsUnder([]);
      expect(failing(results)).toEqual([]);
      const checks = Object.values(rows).flatMap(({ exactly, telling, well = [] }) => [...Object.keys({ ...exactly, ...telling }), ...well]);
      expect(checks.filter((check) => !check.endsWith('/*') && !results.has(check))).toEqual([]);
    }, patience);
  });

  it.each(Object.entries(rows))('%s is seen', async (id, { minutes, exactly, telling = {}, well = [] }) => {
    const failed = failing(await resultsUnder([id], minutes));
    expect(exactly === undefined ? named(telling, failed) : byCheck(failed)).toEqual(allMatching(exactly ?? telling));
    expect(failed.filter(({ check }) => well.includes(check))).toEqual([]);
  }, patience);
};
