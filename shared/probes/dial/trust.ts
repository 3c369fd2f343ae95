import { createSecureContext, getCACertificates } from 'node:tls';
import type { SecureContext } from 'node:tls';

const contexts = new Map<string, SecureContext>();

/** The one secure context of a trust setting: the system's authorities and those of `ca` (PEM). Making one costs more than a handshake. */
export const secureContext = (ca = ''): SecureContext => {
  const known = contexts.get(ca);
  if (known !== undefined) return known;
  const made = createSecureContext(ca === '' ? {} : { ca: [...getCACertificates('default'), ca] });
  contexts.set(ca, made);
  return made;
};
