import type { NetworkSettings } from '../balancer/network.ts';
import type { Cause, Causes } from './cause.ts';

const on = (network: NetworkSettings, what: string): Cause => ({ what, apply: (settings) => ({ ...settings, network: { ...settings.network, ...network } }) });

/** What can be wrong on the way. */
export const networkCauses: Causes = {
  'latency': on({ latencyMs: 1_500 }, 'every answer is 1.5 s late'),
  'connections-lost': on({ dropsOneOf: 3 }, 'every third connection is dropped'),
  'slow-bodies': on({ drippingMs: 500 }, 'bodies arrive 16 bytes at a time'),
  'answers-cut': on({ cuts: true }, 'answers break off in the middle of their body'),
};
