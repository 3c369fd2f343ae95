import { isWorse } from '../health/failure-class.ts';
import { byWorst, isIll, type Ill } from '../health/service-state.ts';
import type { Trouble } from '../health/trouble.ts';
import type { ServiceState } from './evaluation.ts';
import type { Affected } from './incident.ts';
import type { ServiceChange } from './note.ts';

/** How a service is now, and whether people are to be told of it. */
export interface Seen {
  readonly state: ServiceState;
  readonly trouble: Trouble;
  readonly muted: boolean;
}

type Step = { readonly affected: Affected; readonly change?: ServiceChange };

const worseOf = (a: Ill, b: Ill): Ill => (byWorst(a, b) <= 0 ? a : b);

const withFlapping = (flapping: readonly string[]) => (flapping.length === 0 ? {} : { flapping });

/** A service that was well as far as anybody was told. */
export const firstAffected = (service: string, { state, since }: { readonly state: Ill; readonly since: number }, { class: found, flapping }: Trouble): Required<Step> => ({
  affected: {
    state, since, from: since, worst: state, downMs: 0, degradedMs: 0, ...(found !== undefined && { class: found }), ...withFlapping(flapping),
  },
  change: { service, to: state, since, ...withFlapping(flapping) },
});

/** The time that it was in the state before is counted. */
const moved = (before: Affected, state: Affected['state'], at: number): Affected => {
  if (before.state === state) return before;
  const spent = Math.max(0, at - before.since);
  return {
    ...before, state, since: at,
    downMs: before.downMs + (before.state === 'down' ? spent : 0), degradedMs: before.degradedMs + (before.state === 'degraded' ? spent : 0),
  };
};

const worsened = (service: string, before: Affected, state: Ill, { trouble, state: { since } }: Seen): Step => {
  const worst = worseOf(state, before.worst);
  const worseClass = trouble.class !== undefined && (before.class === undefined || isWorse(trouble.class, before.class)) ? trouble.class : undefined;
  // Once a service is told to flap, more of its checks that do are no news: they come one by one, each in its own category's run.
  const flapping = before.flapping === undefined ? trouble.flapping : [];
  const told = { ...before, worst, ...(worseClass !== undefined && { class: worseClass }), ...withFlapping(flapping) };
  // That a class is known at all is no news.
  const isNews = worst !== before.worst || flapping.length > 0 || (worseClass !== undefined && before.class !== undefined);
  if (!isNews) return { affected: told };
  const news = { ...(worseClass !== undefined && before.class !== undefined && { class: worseClass }), ...withFlapping(flapping) };
  return { affected: told, change: { service, from: before.worst, to: state, since, ...news } };
};

/**
 * What becomes of a service that an incident has affected, and what is to be told of it: that it is worse than ever in it. Nothing is told
 * of one that is muted, nor that it is better or relapses. One that nobody can see stays what it was; one that is described no more is well.
 */
export const nextAffected = (service: string, before: Affected, seen: Seen | undefined, at: number): Step => {
  if (seen === undefined || seen.state.state === 'not-deployed') return { affected: moved(before, 'operational', at) };
  const { state } = seen;
  if (state.state === 'unknown') return { affected: before };
  if (!isIll(state.state)) {
    const recoveredAt = 'recoveredAt' in state ? state.recoveredAt ?? at : at;
    return { affected: moved(before, 'operational', Math.max(before.since, Math.min(at, recoveredAt))) };
  }
  if (seen.muted && byWorst(state.state, before.worst) < 0) return { affected: before };
  const step = seen.muted ? { affected: before } : worsened(service, before, state.state, seen);
  return { ...step, affected: moved(step.affected, state.state, at) };
};
