import type { Facts } from './facts/facts.ts';
import type { Fired } from './fired.ts';
import { follows } from './follows.ts';
import type { Seen } from './seen.ts';
import { isMeasured } from './symptoms.ts';

/** A cause with all that follows from it, however many steps away. */
export interface Explained {
  readonly cause: Fired;
  readonly findings: readonly string[];
  /** Ids of failing checks, and of those that they block. */
  readonly checks: readonly string[];
}

/** Checks that fail by themselves, and those that these block, however many steps away. */
export const withBlocked = (all: readonly Seen[], ids: ReadonlySet<string>): ReadonlySet<string> => {
  const more = all.filter(({ id, prerequisite }) => prerequisite !== undefined && ids.has(prerequisite) && !ids.has(id)).map(({ id }) => id);
  return more.length === 0 ? ids : withBlocked(all, new Set([...ids, ...more]));
};

const directly = ({ failing }: Facts, { rule, service, from }: Fired): readonly string[] =>
  failing.filter((check) => from.includes(check.id) || rule.symptoms.some((symptom) => symptom(check, service))).map(({ id }) => id);

const reachedFrom = (cause: Fired, all: readonly Fired[], reached: ReadonlySet<Fired> = new Set([cause])): ReadonlySet<Fired> =>
  all.filter((other) => !reached.has(other) && follows(other, cause))
    .reduce<ReadonlySet<Fired>>((sum, other) => reachedFrom(other, all, new Set([...sum, other])), reached);

/** What people feel of a host is counted over a time as well. */
const withMeasured = ({ failing, check }: Facts, ids: readonly string[]): readonly string[] =>
  (ids.some((id) => check(id)?.asked.host !== undefined) ? [...ids, ...failing.filter(isMeasured).map((each) => each.id)] : ids);

/** The causes that follow from no other, each with what follows from it. */
export const causesOf = (all: readonly Fired[], facts: Facts): readonly Explained[] =>
  all.filter((each) => !all.some((other) => other !== each && follows(each, other))).map((cause) => {
    const reached = [...reachedFrom(cause, all)];
    const checks = withBlocked(facts.all, new Set(withMeasured(facts, reached.flatMap((each) => directly(facts, each)))));
    return { cause, findings: reached.filter((each) => each !== cause).map(({ id }) => id), checks: [...checks] };
  });
