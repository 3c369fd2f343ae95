import { categoryNames } from '../category.ts';
import type { CategoryName } from '../category.ts';
import type { PlannedCheck } from '../grammar.ts';
import { longestRunMs } from '../run-time.ts';
import { durationText } from '../units.ts';
import type { Described, Rule } from './rule.ts';

/** Milliseconds that are kept for recording where a run comes so soon that the next would begin before a function's time is over. */
const recordMs = 5000;

const longest = (checks: readonly PlannedCheck[]) => Math.max(0, ...checks.map(({ timeoutMs }) => timeoutMs));

/** Time-outs along the longest chain of prerequisites: each may take its whole time and still pass. */
const chainMs = (checks: readonly PlannedCheck[]): number => {
  const byId = new Map(checks.map((check) => [check.id, check]));
  const known = new Map<string, number>();
  const upTo = (check: PlannedCheck): number => {
    const before = known.get(check.id);
    if (before !== undefined) return before;
    // A circle, which another rule tells, ends here.
    known.set(check.id, 0);
    const required = check.requires.flatMap((id) => byId.get(id) ?? []).map(upTo);
    const ms = Math.max(0, ...required) + check.timeoutMs;
    known.set(check.id, ms);
    return ms;
  };
  return Math.max(0, ...checks.map(upTo));
};

const rounds = (checks: readonly PlannedCheck[], atOnce: number) => Math.ceil(checks.length / atOnce) * longest(checks);

/**
 * The longest that probing every check once can take, milliseconds: rounds of as many checks as run at the same time, each as long
 * as its longest time-out, for all checks and for those of each host; and no less than the longest chain of prerequisites.
 */
const sweepMs = (checks: readonly PlannedCheck[], { platform: { concurrency }, grammar }: Described): number => {
  const hostOf = ({ probe }: PlannedCheck) => grammar.kinds[probe.kind]?.bind(probe.settings).target.host;
  const hosts = Map.groupBy(checks.filter((check) => hostOf(check) !== undefined), hostOf);
  const ofHosts = Array.from(hosts.values(), (checks) => rounds(checks, concurrency.perHost));
  return Math.max(rounds(checks, concurrency.total), ...ofHosts, chainMs(checks));
};

/** What takes time in a run of the category: with the time-outs that overrides describe, without what is told by itself or not known. */
const timedChecks = ({ source, platform: { overrides, schedule }, plan, checks }: Described, category: CategoryName) => plan.flatMap((check) => {
  const guessed = checks.some((described) => described.check.id === check.id && described.guessed.has('target'));
  const { timeoutMs = check.timeoutMs, enabled } = overrides[check.id] ?? {};
  const refused = ([['timeout', 'timeoutMs'], ['enabled', 'enabled']] as const).some(([key, read]) =>
    source.has(['overrides', check.id, key]) && overrides[check.id]?.[read] === undefined);
  const counts = check.category === category && check.skip === undefined && enabled !== false && !refused && !guessed && timeoutMs <= schedule[category];
  return counts ? [{ ...check, timeoutMs }] : [];
});

/**
 * A category whose checks could not all time out within its deadline. There must be room for a first attempt of every check and
 * one confirmation of every check, for a time-out after the last offset at which is confirmed, and for undoing what was made.
 */
export const crowdedCategory: Rule = (described) => categoryNames.flatMap((category) => {
  const { platform: { schedule, confirmationMs }, faulty } = described;
  if (['timeout', 'schedule', 'concurrency', 'confirmation'].some((part) => faulty.has(part))) return [];
  const checks = timedChecks(described, category);
  if (checks.length === 0) return [];
  const deadline = Math.min(schedule[category] - recordMs, longestRunMs);
  const sweep = sweepMs(checks, described);
  const [first, last] = [confirmationMs[0], confirmationMs.at(-1)];
  const closing = Math.max(0, ...checks.map(({ probe }) => described.grammar.kinds[probe.kind]?.closingMs ?? 0));
  const burst = last === undefined ? 0 : last + longest(checks);
  const worst = closing + (first === undefined ? sweep : Math.max(Math.max(sweep, first) + sweep, burst));
  const hint = last !== undefined && worst === closing + burst
    ? `shorten confirmation, whose last time is ${durationText(last)}`
    : 'shorten time-outs, raise concurrency, or move checks to another category';
  return worst <= deadline ? [] : [{
    path: ['schedule', category], found: `a run of up to ${durationText(worst)} when every check times out`, hint,
    allowed: `at most ${durationText(deadline)}, which is ${deadline === longestRunMs
      ? 'the longest run that a function has time for' : `the time between two runs less ${durationText(recordMs)} to record them`}`,
  }];
});
