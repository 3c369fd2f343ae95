import type { CategoryState } from './category-state.ts';
import { isPartial } from './firsts.ts';
import { standings, type Standing } from './standing.ts';

/** The worst first. */
const conditions = ['down', 'degraded', 'unknown', 'operational', 'not-deployed'] as const;
export type ServiceCondition = (typeof conditions)[number];

/** Below 0 if `a` is the worse. */
export const byWorst = (a: ServiceCondition, b: ServiceCondition): number => conditions.indexOf(a) - conditions.indexOf(b);

/** Those that people suffer from. */
export const isIll = (state: ServiceCondition): state is Ill => state === 'down' || state === 'degraded';
export type Ill = 'down' | 'degraded';

/** What makes a service no more than degraded: it answers only in part, from some vantages, or by turns. */
export type Nature = 'partial' | 'regional' | 'flapping';

/** What a service is, as users would name it. */
export type Condition =
  | { readonly state: 'not-deployed' | 'unknown' }
  /** `recoveredAt`: the first good run after the last failure that was certain, epoch milliseconds. */
  | { readonly state: 'operational'; readonly recoveredAt?: number }
  /** `since`: the first failure that makes it so, epoch milliseconds. */
  | { readonly state: 'down'; readonly since: number }
  | { readonly state: 'degraded'; readonly since: number; readonly nature?: Nature };

const ill = (known: readonly Standing[]): Condition | undefined => {
  const failing = known.filter(({ how }) => how !== 'ok');
  const since = Math.min(...failing.map((each) => each.since));
  const hard = failing.filter(({ how }) => how === 'hard');
  const able = known.filter(({ how, blocked }) => how === 'hard' || !blocked);
  if (hard.length > 0) {
    const down = hard.length === able.length || hard.some(({ role }) => role === 'readiness');
    return down ? { state: 'down', since } : { state: 'degraded', since };
  }
  const natures = (['flapping', 'regional'] as const).filter((nature) => failing.some(({ how }) => how === nature));
  return natures[0] === undefined ? undefined : { state: 'degraded', since, nature: natures[0] };
};

const conditionOf = (known: readonly Standing[], before: Condition | undefined, at: number): Condition => {
  if (known.length === 0) return { state: 'unknown' };
  const seen = ill(known);
  if (seen !== undefined) return seen;
  const wasPartial = before?.state === 'degraded' && before.nature === 'partial';
  if (!isPartial(known.flatMap(({ firsts }) => firsts), wasPartial)) {
    const recoveredAt = Math.max(...known.map(({ since }) => since));
    return recoveredAt === 0 ? { state: 'operational' } : { state: 'operational', recoveredAt };
  }
  return { state: 'degraded', since: wasPartial ? before.since : at, nature: 'partial' };
};

/**
 * What every service is now, from what all categories last saw, the first that applies: `not-deployed` when it is described so; `unknown`
 * when nothing was known for three intervals; `down` when its readiness check is hard or all its user-path checks are (but those that a
 * hard one blocks); `degraded` when one is, or flaps, or fails for a minority of the vantages, or when the service answers only in part.
 * Warnings say nothing of it: a service that has only such checks is left out, as is one whose checks were only ever skipped.
 * `before` is what the services were.
 */
export const serviceConditions = (
  states: readonly CategoryState[], before: Readonly<Record<string, Condition>>, at: number,
): ReadonlyMap<string, Condition> => {
  const speaking = states.flatMap(({ checks }) => checks.filter(({ role }) => role !== 'warning'));
  const known = Map.groupBy(standings(states, at).filter(({ role }) => role !== 'warning'), ({ service }) => service);
  return new Map([...Map.groupBy(speaking, ({ service }) => service)].flatMap(([service, checks]): readonly [string, Condition][] => {
    const asked = checks.filter(({ result }) => result.verdict !== 'skipped');
    if (asked.length > 0) return [[service, conditionOf(known.get(service) ?? [], Object.hasOwn(before, service) ? before[service] : undefined, at)]];
    const missing = checks.every(({ result }) => result.verdict === 'skipped' && result.reason === 'not-deployed');
    return missing ? [[service, { state: 'not-deployed' }]] : [];
  }));
};
