import type { IncomingMessage, ServerResponse } from 'node:http';
import { follow } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import { forward } from './forward.ts';
import type { Front } from './forward.ts';
import { answerFixed, answerPage } from './page.ts';
import type { Listener, Target } from './rule.ts';
import { actionFor } from './rule.ts';
import { watchHealth } from './watch-health.ts';
import type { AskHealth } from './watch-health.ts';

/** What decides where a request goes; read anew for each. */
export interface Routing {
  readonly listener: () => Listener;
  readonly health: AskHealth;
  /** Told of every request that is routed, as its answer begins. */
  readonly onExchange?: (exchange: Exchange) => void;
}

/** Answers a request that came through a listener. */
export type Route = (incoming: IncomingMessage, outgoing: ServerResponse, front: Front) => Promise<void>;

/** Answers requests as the rules say, whichever listener they came through: the targets of a group take turns, as round robin has it. */
export const createRoute = ({ listener, health, onExchange }: Routing): Route => {
  let turns = 0;
  const servingOf = watchHealth(health, () => performance.now());
  return async (incoming, outgoing, front) => {
    const { targetGroups, ...rules } = listener();
    const action = actionFor(rules, incoming.headers.host ?? '', incoming.url ?? '/');
    let group: string | undefined;
    const tell = follow(outgoing, onExchange, () => group);
    if ('fixed' in action) {
      tell('balancer', action.fixed.status);
      return answerFixed(outgoing, action);
    }
    const now = Date.now();
    const registered = (targetGroups[action.forward] ?? []).filter((target) => goneAt(target) > now);
    if (registered.length === 0) {
      tell('balancer', 503);
      return answerPage(outgoing, 503);
    }
    group = action.forward;
    const serving = await servingOf(group, registered.filter(({ draining }) => draining === undefined));
    if (outgoing.destroyed) return;
    const target = serving[(turns += 1) % serving.length];
    if (target !== undefined) return forward(incoming, outgoing, target, front, (by, status) => tell(by, status, group));
    hang(outgoing, Math.max(...registered.map(goneAt)) - now, front.idleTimeoutMs, (status) => tell('balancer', status, group));
  };
};

const goneAt = ({ draining }: Target): number => draining?.goneAt ?? Infinity;

/** A draining target answers nothing any more: the request waits for the idle time-out, or for the target to go. */
function hang(outgoing: ServerResponse, leftMs: number, idleTimeoutMs: number, tell: (status: number) => void): void {
  const timer = setTimeout(() => {
    const status = leftMs < idleTimeoutMs ? 502 : 504;
    tell(status);
    answerPage(outgoing, status);
  }, Math.min(leftMs, idleTimeoutMs));
  outgoing.on('close', () => clearTimeout(timer));
}
