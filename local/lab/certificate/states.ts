import { createSecureContext } from 'node:tls';
import type { SecureContext } from 'node:tls';
import type { Authority, Certificate } from './authority.ts';
import { createAuthority, selfSigned } from './authority.ts';

/** What is wrong with a host's certificate on the listener. Without one of its own the listener shows another host's. */
export const certificateStates = ['good', 'expiring', 'expired', 'early', 'other-name', 'self-signed', 'other-authority', 'none'] as const;
export type CertificateState = (typeof certificateStates)[number];

const day = 86_400_000;

type Issue = (name: string, authority: Authority, now: number) => Promise<Certificate>;

const issued = (fromDays: number, toDays: number, of = (name: string) => name): Issue =>
  (name, authority, now) => authority.issue([of(name)], now + fromDays * day, now + toDays * day);

const issuers: Readonly<Record<Exclude<CertificateState, 'none'>, Issue>> = {
  'good': issued(-1, 90),
  'expiring': issued(-87, 3),
  'expired': issued(-91, -1),
  'early': issued(1, 91),
  'other-name': issued(-1, 90, (name) => `old.${name}`),
  'self-signed': (name, _, now) => selfSigned([name], now - day, now + 90 * day),
  'other-authority': async (name, _, now) => issued(-1, 90)(name, await createAuthority('Another CA', now - day, now + 365 * day), now),
};

/** The TLS context of a host in a state; each is made once, when it is first asked for. Undefined where it has no certificate. */
export const certificatesOf = (authority: Authority, now: number) => {
  const made = new Map<string, Promise<SecureContext>>();
  return async (name: string, state: CertificateState): Promise<SecureContext | undefined> => {
    if (state === 'none') return undefined;
    const key = `${name} ${state}`;
    const context = made.get(key) ?? issuers[state](name, authority, now).then(createSecureContext);
    made.set(key, context);
    return context;
  };
};
