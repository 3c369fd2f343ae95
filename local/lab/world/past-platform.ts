import type { Listener } from '../balancer/rule.ts';
import { inForceAt, type History } from '../history.ts';
import { listenerOf, type Ports } from './targets.ts';
import { usualStatus, type Usual } from './usual-answers.ts';

/** How the platform was at a moment for those who used it. */
export interface PastPlatform {
  readonly listener: Listener;
  /** What a service of the group that serves answers, by its status. */
  readonly statusOf: (request: Usual, group: string) => number;
}

/** How it was at each moment of a history, epoch milliseconds. Of the same history it is the same function. */
export const pastPlatforms = (ports: Ports): ((history: History) => (at: number) => PastPlatform) => {
  const known = new WeakMap<History, (at: number) => PastPlatform>();
  return (history) => {
    const platformAt = known.get(history) ?? ((at: number): PastPlatform => {
      const settings = inForceAt(history, at);
      const listener = listenerOf(settings, ports);
      return { listener, statusOf: (request, group) => usualStatus(settings, history[0], listener, request, group, at) };
    });
    known.set(history, platformAt);
    return platformAt;
  };
};
