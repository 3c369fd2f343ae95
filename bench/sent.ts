import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** What was sent, as it arrived: requests at the gateway that stands in for AWS, requests at the lab's own servers, connections to its database. */
export interface Sent { readonly aws: number; readonly http: number; readonly logins: number }

/** Counts what is sent while some work is done. */
export type Count = <Done>(work: () => Promise<Done>) => Promise<{ readonly done: Done; readonly sent: Sent }>;

/**
 * Counts in this process, in which the gateway, the lab and the checker run, by the ports of the first two. Of requests to the lab only those
 * by the checker are counted, and once: those that its load balancer or its registry pass on say whom for. Of connections to the database
 * those that the work itself opens. Not counted: name queries, and connections that carry no request, such as those that look at a certificate.
 */
export const counter = ({ gateway, database }: { readonly gateway: number; readonly database: number }): Count => {
  const working = new AsyncLocalStorage<true>();
  const sent = { aws: 0, http: 0, logins: 0 };
  subscribe('http.server.request.start', (message) => {
    const { headers, socket } = (message as { readonly request: IncomingMessage }).request;
    if (socket.localPort === gateway) sent.aws += 1;
    else if (headers['user-agent'] === 'hokusai-health' && headers['x-forwarded-for'] === undefined) sent.http += 1;
  });
  subscribe('net.client.socket', (message) => {
    const { socket } = message as { readonly socket: Socket };
    if (working.getStore() === true) socket.once('connect', () => { sent.logins += socket.remotePort === database ? 1 : 0; });
  });
  return async (work) => {
    Object.assign(sent, { aws: 0, http: 0, logins: 0 });
    const done = await working.run(true, work);
    return { done, sent: { ...sent } };
  };
};
