import { hosts } from '../settings.ts';
import type { Settings } from '../settings.ts';
import { nameOn } from './states.ts';
import type { Shown } from './states.ts';

/** A certificate on the load balancer's listener, by the host that it was made for. */
export interface Listed { readonly host: string; readonly state: Shown }

/** The listener's certificates beside its default one, in their order. The database has one, too, but shows it itself. */
export const listed = (certificates: Settings['certificates']): readonly Listed[] => [hosts.auth, hosts.registry].flatMap((host) => {
  const state = certificates[host] ?? 'none';
  return state === 'none' ? [] : [{ host, state }];
});

/** Whether a certificate's name is the one asked for, or a wildcard for its first label. Both are in small letters. */
export const fits = (name: string, asked: string): boolean =>
  name === asked || (name.startsWith('*.') && /^[^.]+(\..+)$/u.exec(asked)?.[1] === name.slice(1));

/**
 * The certificate that the listener shows who asks for a host name; undefined: its default one. No two of the lab's fit one name. Source:
 * Elastic Load Balancing user guide, "SSL certificates for your Application Load Balancer": what counts is what the certificates are for.
 */
export const listedFor = (asked: string, certificates: Settings['certificates']): Listed | undefined =>
  listed(certificates).find(({ host, state }) => fits(nameOn(host, state), asked));
