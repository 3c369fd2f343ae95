import { listenersOf } from '../aws/load-balancer.ts';
import type { Listener } from '../aws/load-balancer.ts';
import type { Observation } from '../checks/observation.ts';
import { askAws, notFound, saysNotFound } from './aws-call.ts';

type Ask = (listener: Listener, all: readonly Listener[]) => Promise<Omit<Observation, 'phases' | 'totalMs'>>;

/** Finds a load balancer's listener by its port and asks on; whichever of the two is not there is an answer of AWS. */
export const askListener = (
  loadBalancer: string, port: number, signal: AbortSignal, ask: Ask,
): Promise<Observation> => askAws('Elastic Load Balancing', signal, async () => {
  try {
    const all = await listenersOf(loadBalancer, signal);
    const listener = all.find((each) => each.port === port);
    if (listener !== undefined) return await ask(listener, all);
    return notFound(`the load balancer has no listener on port ${port}, only on ${all.map((each) => each.port).join(', ') || 'none'}`);
  } catch (error) {
    if (saysNotFound(error)) return notFound(`AWS knows no load balancer ${loadBalancer}`);
    throw error;
  }
});
