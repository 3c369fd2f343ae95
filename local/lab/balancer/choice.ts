import { actionFor, type Action, type Listener, type Target } from './rule.ts';

/** What a load balancer does with a request. */
export type Choice =
  /** It answers by itself. */
  | Extract<Action, { fixed: unknown }>
  /** It has no target to give it to. */
  | { readonly group: string; readonly targets: 'none' }
  | { readonly group: string; readonly target: Target }
  /** A draining target answers nothing any more: the request waits for the last one to go. */
  | { readonly group: string; readonly hangsMs: number };

const goneAt = ({ draining }: Target): number => draining?.goneAt ?? Infinity;

/** The choice for a host and path at a moment, epoch milliseconds. `turn` is the request's number: targets take turns, as round robin has it. */
export const choiceFor = (listener: Listener, { host, path }: { readonly host: string; readonly path: string }, now: number, turn: number): Choice => {
  const action = actionFor(listener, host, path);
  if ('fixed' in action) return action;
  const group = action.forward;
  const registered = (listener.targetGroups[group] ?? []).filter((target) => goneAt(target) > now);
  if (registered.length === 0) return { group, targets: 'none' };
  const ready = registered.filter(({ draining }) => draining === undefined);
  const target = ready[turn % ready.length];
  return target === undefined ? { group, hangsMs: Math.max(...registered.map(goneAt)) - now } : { group, target };
};

/** What who waits for a draining target is answered in the end, or after the idle time-out. */
export const hangingStatus = (hangsMs: number, idleTimeoutMs: number): 502 | 504 => (hangsMs < idleTimeoutMs ? 502 : 504);
