import { actionFor, type Action, type Listener, type Target } from './rule.ts';

/** What a load balancer does with a request. */
export type Choice =
  /** It answers by itself. */
  | Extract<Action, { fixed: unknown }>
  /** One of these is given it; there may be none. */
  | { readonly group: string; readonly targets: readonly Target[] }
  /** A draining target answers nothing any more: the request waits for the last one to go. */
  | { readonly group: string; readonly hangsMs: number };

const goneAt = ({ draining }: Target): number => draining?.goneAt ?? Infinity;

/** The choice for a host and path at a moment, epoch milliseconds, whatever the health of the targets. */
export const choiceFor = (listener: Listener, { host, path }: { readonly host: string; readonly path: string }, now: number): Choice => {
  const action = actionFor(listener, host, path);
  if ('fixed' in action) return action;
  const group = action.forward;
  const registered = (listener.targetGroups[group] ?? []).filter((target) => goneAt(target) > now);
  if (registered.length === 0) return { group, targets: [] };
  const targets = registered.filter(({ draining }) => draining === undefined);
  return targets.length === 0 ? { group, hangsMs: Math.max(...registered.map(goneAt)) - now } : { group, targets };
};

/** What who waits for a draining target is answered in the end, or after the idle time-out. */
export const hangingStatus = (hangsMs: number, idleTimeoutMs: number): 502 | 504 => (hangsMs < idleTimeoutMs ? 502 : 504);
