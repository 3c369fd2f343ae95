import { describe, expect, it } from 'vitest';
import { exitCode } from '../../../shared/report/exit-code.ts';
import { entriesOf, type Entry } from '../../../shared/report/report.ts';
import { about, blocked, failed, passed, reportOf, skipped, unknown } from '../../fixtures/entries.ts';

const codeOf = (...entries: readonly Entry[]) => exitCode(reportOf(...entries).health);
const a = 'infrastructure/a';

describe('a report', () => {
  it('joins results to checks in the order of the checks', () => {
    const [first, second] = [about('routing/b'), about('routing/a')];
    const entries = entriesOf([first, second], [passed('routing/a').result, passed('routing/b').result]);
    expect(entries.map(({ check, result }) => [check.id, result.check])).toEqual([['routing/b', 'routing/b'], ['routing/a', 'routing/a']]);
  });

  it('says of a check without a result that it could not be told', () => {
    const [entry] = entriesOf([about(a)], []);
    expect(entry?.result).toMatchObject({ check: a, verdict: 'unknown', reason: 'checker-error' });
  });

  it('scores each category by itself', () => {
    const { categories } = reportOf(passed('infrastructure/a'), failed('infrastructure/b'), failed('infrastructure/c'), passed('routing/a'));
    expect(categories.map(({ category, score }) => [category, score.passed, score.applicable])).toEqual([['infrastructure', 1, 3], ['routing', 1, 1]]);
  });
});

describe('the exit code', () => {
  it('is 0 when all that applies passed', () => expect(codeOf(passed(a), skipped('infrastructure/b'))).toBe(0));
  it('is 0 when a little is unknown and the rest passed', () => {
    expect(codeOf(...['a', 'b', 'c', 'd'].map((id) => passed(`infrastructure/${id}`)), unknown('infrastructure/e'))).toBe(0);
  });
  it('is 1 when something failed', () => expect(codeOf(passed(a), failed('infrastructure/b'))).toBe(1));
  it('is 1 when something is blocked', () => expect(codeOf(passed(a), blocked('infrastructure/b', 'infrastructure/c'))).toBe(1));
  it('is 1 when something failed and most is unknown', () => expect(codeOf(failed(a), unknown('routing/a'), unknown('routing/b'))).toBe(1));
  it('is 3 when everything is unknown', () => expect(codeOf(unknown(a))).toBe(3));
  it('is 3 when one category has no score, however well the others are', () => expect(codeOf(passed(a), unknown('routing/a'))).toBe(3));
  it('is 3 when nothing applies', () => expect(codeOf(skipped(a))).toBe(3));
  it('is 3 when there is no check at all', () => expect(codeOf()).toBe(3));
  it('does not mind a category in which nothing applies', () => expect(codeOf(passed(a), skipped('routing/a'))).toBe(0));
});
