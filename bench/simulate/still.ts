import type { Evaluation } from '../../shared/alerts/evaluation.ts';
import type { CategoryState, Remembered } from '../../shared/health/category-state.ts';
import { isPartial, type Firsts } from '../../shared/health/firsts.ts';

/** Nothing is open, under way or waiting, so that time alone changes nothing. */
export const isAtRest = ({ incident, baseline, silences, queues }: Evaluation): boolean =>
  incident === undefined && silences.length === 0 && Object.values(queues).every(({ notes }) => notes.length === 0)
  && baseline !== undefined && baseline.better === undefined && baseline.suspected === undefined && baseline.settling === undefined;

/** The same is remembered of a check, but for when it was seen and which first attempts failed. */
const isSame = (was: Remembered | undefined, { result, state, unknowns }: Remembered): boolean =>
  was?.state === state && was.unknowns === unknowns && was.result.verdict === result.verdict;

/** Services of which other first attempts failed. */
const stirred = ({ before, after }: Seen): readonly string[] =>
  after.checks.flatMap(({ firsts, service }, index) => (firsts === before?.checks[index]?.firsts ? [] : [service]));

/** First attempts bear on nothing but on whether a service answers in part, which none does that is well. */
const isPartialNow = (services: ReadonlySet<string>, states: readonly CategoryState[]): boolean => {
  const ofServices = new Map<string, Firsts[]>([...services].map((service) => [service, []]));
  for (const { checks } of states) for (const { service, role, firsts = '' } of checks) if (role !== 'warning') ofServices.get(service)?.push(firsts);
  return ofServices.values().some((ofChecks) => isPartial(ofChecks, false));
};

/** What a category last saw, and what it had seen until then. */
export interface Seen { readonly before: CategoryState | undefined; readonly after: CategoryState }

/**
 * Whether judging once more would find what it found, at rest: the runs since then saw the same, or failed attempts that make no service one
 * that answers in part. Spares most of the judging of a month, and none of what it would have told. `states`: what all categories last saw.
 */
export const isStill = (seen: readonly Seen[], states: () => readonly CategoryState[]): boolean => {
  if (!seen.every(({ before, after }) => after.checks.length === before?.checks.length && after.checks.every((check, index) => isSame(before.checks[index], check)))) return false;
  const services = new Set(seen.flatMap(stirred));
  return services.size === 0 || !isPartialNow(services, states());
};
