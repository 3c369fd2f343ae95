import type { ServerResponse } from 'node:http';

/** What became of a request: a target's answer, or one that the load balancer gave itself. Times are epoch milliseconds. */
export type Exchange = { readonly at: number; readonly status: number } & (
  | { readonly by: 'target'; readonly group: string; /** Until the target's answer began, milliseconds. */ readonly tookMs: number }
  /** `group` is that of the target that was chosen, if one was. */
  | { readonly by: 'balancer'; readonly group?: string }
);

/** Tells of an answer as it begins; only the first is told of. */
export type Tell = (by: Exchange['by'], status: number, group?: string) => void;

/** The status that an application load balancer writes down for a client that did not wait for an answer; nobody is sent it. */
const gone = 460;

/** Follows one request to its answer, or to the client's leaving without one. `chosen` says to which group it was given by then. */
export const follow = (outgoing: ServerResponse, told: ((exchange: Exchange) => void) | undefined, chosen: () => string | undefined): Tell => {
  const at = Date.now();
  const begun = performance.now();
  let done = false;
  const tell: Tell = (by, status, group) => {
    if (done) return;
    done = true;
    if (by === 'target') told?.({ by, at, status, group: group ?? '', tookMs: performance.now() - begun });
    else told?.({ by, at, status, ...(group === undefined ? {} : { group }) });
  };
  outgoing.on('close', () => tell('balancer', gone, chosen()));
  return tell;
};
