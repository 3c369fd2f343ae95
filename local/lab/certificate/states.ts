import { createSecureContext } from 'node:tls';
import type { SecureContext } from 'node:tls';
import type { Authority, Certificate } from './authority.ts';
import { createAuthority, selfSigned } from './authority.ts';

/** What is wrong with a host's certificate. */
export const certificateStates = ['good', 'expiring', 'expired', 'early', 'other-name', 'self-signed', 'other-authority', 'none'] as const;
export type CertificateState = (typeof certificateStates)[number];

const day = 86_400_000;

/** What a certificate says; times are epoch milliseconds. */
export interface Content { readonly name: string; readonly from: number; readonly to: number }

export type Shown = Exclude<CertificateState, 'none'>;

/** First and last day of its validity, counted from when the lab was made. */
const validity: Readonly<Record<Shown, readonly [from: number, to: number]>> = {
  'good': [-1, 90], 'expiring': [-87, 3], 'expired': [-91, -1], 'early': [1, 91], 'other-name': [-1, 90], 'self-signed': [-1, 90], 'other-authority': [-1, 90],
};

/** The name that the certificate made for a host says. */
export const nameOn = (host: string, state: Shown): string => (state === 'other-name' ? `old.${host}` : host);

/** What a host's certificate in a state says, in a lab that was made at `now`, epoch milliseconds. */
export const contentOf = (host: string, state: Shown, now: number): Content => {
  const [from, to] = validity[state];
  return { name: nameOn(host, state), from: now + from * day, to: now + to * day };
};

const issue = async (host: string, state: Shown, authority: Authority, now: number): Promise<Certificate> => {
  const { name, from, to } = contentOf(host, state, now);
  if (state === 'self-signed') return selfSigned([name], from, to);
  const issuer = state === 'other-authority' ? await createAuthority('Another CA', now - day, now + 365 * day) : authority;
  return issuer.issue([name], from, to);
};

/** The TLS context of a host in a state; each is made once, when it is first asked for. Undefined where it has no certificate. */
export const certificatesOf = (authority: Authority, now: number) => {
  const made = new Map<string, Promise<SecureContext>>();
  return async (name: string, state: CertificateState): Promise<SecureContext | undefined> => {
    if (state === 'none') return undefined;
    const key = `${name} ${state}`;
    const context = made.get(key) ?? issue(name, state, authority, now).then(createSecureContext);
    made.set(key, context);
    return context;
  };
};
