import type { Target } from './rule.ts';
import type { TargetHealth } from './target-health.ts';

/** Asks a target of a group how it is. */
export type AskHealth = (group: string, target: Target) => Promise<TargetHealth>;

/** A target is asked anew when it is asked for and was not for so long, milliseconds. Until it has answered, what it said before holds. */
const everyMs = 1_000;
/** Not any more after so long: then there is nothing that holds, as of a target that was never asked. */
const keptMs = 10_000;

interface Watched { askedAt: number; healthy: boolean | Promise<boolean> }

/**
 * Finds the targets that a group sends requests to: the healthy ones, or all where none is healthy. Of one target alone there is nothing to
 * ask. `now` counts milliseconds from any moment. Source: Elastic Load Balancing user guide, "Health checks for Application Load Balancer
 * target groups".
 */
export const watchHealth = (ask: AskHealth, now: () => number) => {
  const known = new Map<string, Watched>();
  const isHealthy = (group: string, target: Target): boolean | Promise<boolean> => {
    const key = `${group} ${target.address}:${target.port}`;
    const watched: Watched = known.get(key) ?? { askedAt: -Infinity, healthy: false };
    const agoMs = now() - watched.askedAt;
    if (agoMs < everyMs) return watched.healthy;
    const answer = ask(group, target).then(({ State }) => (watched.healthy = State === 'healthy'));
    watched.askedAt = now();
    if (agoMs > keptMs) watched.healthy = answer;
    known.set(key, watched);
    return watched.healthy;
  };
  return async (group: string, targets: readonly Target[]): Promise<readonly Target[]> => {
    if (targets.length < 2) return targets;
    const healthy = await Promise.all(targets.map(async (target) => isHealthy(group, target)));
    const serving = targets.filter((_, index) => healthy[index]);
    return serving.length === 0 ? targets : serving;
  };
};
