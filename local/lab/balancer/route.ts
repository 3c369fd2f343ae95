import type { IncomingMessage, ServerResponse } from 'node:http';
import { choiceFor, hangingStatus } from './choice.ts';
import { follow } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import { forward } from './forward.ts';
import type { Front } from './forward.ts';
import { answerFixed, answerPage } from './page.ts';
import type { Listener } from './rule.ts';
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
    const choice = choiceFor(listener(), { host: incoming.headers.host ?? '', path: incoming.url ?? '/' }, Date.now());
    const chosen = 'fixed' in choice || ('targets' in choice && choice.targets.length === 0) ? undefined : choice.group;
    const tell = follow(outgoing, onExchange, () => chosen);
    if ('fixed' in choice) {
      tell('balancer', choice.fixed.status);
      return answerFixed(outgoing, choice);
    }
    const { group } = choice;
    if ('hangsMs' in choice) return hang(outgoing, choice.hangsMs, front.idleTimeoutMs, (status) => tell('balancer', status, group));
    const serving = await servingOf(group, choice.targets);
    if (outgoing.destroyed) return;
    const target = serving[(turns += 1) % serving.length];
    if (target !== undefined) return forward(incoming, outgoing, target, front, (by, status) => tell(by, status, group));
    tell('balancer', 503);
    answerPage(outgoing, 503);
  };
};

/** A draining target answers nothing any more: the request waits for the idle time-out, or for the target to go. */
function hang(outgoing: ServerResponse, leftMs: number, idleTimeoutMs: number, tell: (status: number) => void): void {
  const timer = setTimeout(() => {
    const status = hangingStatus(leftMs, idleTimeoutMs);
    tell(status);
    answerPage(outgoing, status);
  }, Math.min(leftMs, idleTimeoutMs));
  outgoing.on('close', () => clearTimeout(timer));
}
