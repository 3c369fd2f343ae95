import { common, sizeOf, union, without, type Standings, type Tags } from './tags.ts';

/** A score by hard states. Exact counts. */
export interface HardScore {
  readonly passed: number;
  readonly applicable: number;
}

/** What a drop is measured against: the score last told, or the highest held since. Times are scheduled times, epoch milliseconds. */
export interface Baseline extends Standings {
  /** A better score, and since when it has been held. */
  readonly better?: Standings & { readonly since: number };
  /** The run that showed a drop which a newer one has to confirm. */
  readonly suspected?: number;
  /** A score was told: no drop is until it has stayed near some level for a while. That level, and since when. */
  readonly settling?: Standings & { readonly since: number };
}

export interface DropThreshold {
  /** Percentage points. */
  readonly points: number;
  readonly checks: number;
}

/** What is known of the run behind a score. */
export interface ScoredRun {
  /** Scheduled time of the newest run, epoch milliseconds. */
  readonly lastRun: number;
  readonly everyMs: number;
}

const heldRuns = 10;
const near = 2;
const settledMs = 10 * 60_000;

const all = ({ passing, failing }: Standings): Tags => union(passing, failing);
export const hardScore = ({ passing, failing }: Standings): HardScore => ({ passed: sizeOf(passing), applicable: sizeOf(passing) + sizeOf(failing) });

/** What became of the checks that both sides count: how many pass no more, net, and that in percentage points. */
const dropBetween = (from: Standings, to: Standings): { readonly checks: number; readonly points: number } => {
  const both = common(all(from), all(to));
  const checks = sizeOf(common(from.passing, both)) - sizeOf(common(to.passing, both));
  return { checks, points: both === '' ? 0 : (100 * checks) / sizeOf(both) };
};

/** The same checks as counted now: those that are gone leave it, those that are new come in as they stand. */
const alignedWith = (before: Standings, now: Standings): Standings => {
  const fresh = without(all(now), all(before));
  const kept = (tags: Tags, standing: Tags) => union(common(tags, all(now)), common(standing, fresh));
  return { passing: kept(before.passing, now.passing), failing: kept(before.failing, now.failing) };
};

const standingsOf = ({ passing, failing }: Standings): Standings => ({ passing, failing });

/** The highest score held for ten runs: what has been better than the baseline all the time. */
const raised = (baseline: Baseline, now: Standings, { lastRun, everyMs }: ScoredRun): Baseline => {
  const { better, ...rest } = baseline;
  if (dropBetween(rest, now).checks >= 0) return rest;
  const held = better === undefined ? { ...now, since: lastRun } : { ...(dropBetween(better, now).checks > 0 ? now : better), since: better.since };
  return lastRun - held.since >= (heldRuns - 1) * everyMs ? { ...rest, ...standingsOf(held) } : { ...rest, better: held };
};

/** The level may be another than what was told: what sinks further, and stays there, is told as well. */
const settled = (baseline: Baseline, now: Standings, at: number): Baseline => {
  const { settling, ...rest } = baseline;
  if (settling === undefined) return rest;
  if (Math.abs(dropBetween(settling, now).points) > near) return { ...rest, settling: { ...now, since: at } };
  return at - settling.since >= settledMs ? rest : { ...rest, settling };
};

/** The baseline after a message that told the score: that one. */
export const toldBaseline = (now: Standings, at: number): Baseline => ({ ...now, settling: { ...now, since: at } });

/**
 * What becomes of the baseline, and the score that a drop worth telling began at. Only checks that both sides count are compared, so that a
 * changed description moves the baseline silently. A drop is told once a newer run has shown it, too.
 */
export const scoreChange = (
  before: Baseline | undefined, now: Standings, run: ScoredRun, at: number, threshold: DropThreshold,
): { readonly baseline: Baseline; readonly dropFrom?: HardScore } => {
  if (before === undefined) return { baseline: now };
  const { suspected, ...unsuspected } = before;
  const aligned = raised({ ...unsuspected, ...alignedWith(before, now) }, now, run);
  const { checks, points } = dropBetween(aligned, now);
  const baseline = settled(aligned, now, at);
  if (checks < threshold.checks || points < threshold.points || baseline.settling !== undefined) return { baseline };
  if (suspected === undefined || run.lastRun <= suspected) return { baseline: { ...baseline, suspected: suspected ?? run.lastRun } };
  return { baseline: toldBaseline(now, at), dropFrom: hardScore(aligned) };
};
