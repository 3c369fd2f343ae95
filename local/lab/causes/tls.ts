import type { CertificateState } from '../certificate/states.ts';
import { hosts } from '../settings.ts';
import type { Cause, Causes } from './cause.ts';

const shows = (host: string, state: CertificateState, what: string): Cause =>
  ({ what, apply: (settings) => ({ ...settings, certificates: { ...settings.certificates, [host]: state } }) });

/** What can be wrong with certificates. */
export const tlsCauses: Causes = {
  'certificate-expiring': shows(hosts.registry, 'expiring', "the registry's certificate has three days left"),
  'certificate-expired': shows(hosts.registry, 'expired', "the registry's certificate expired yesterday"),
  'certificate-not-yet-valid': shows(hosts.registry, 'early', "the registry's certificate is valid from tomorrow on"),
  'certificate-other-name': shows(hosts.registry, 'other-name', "the registry's certificate is for another name, so the listener shows auth's"),
  'certificate-self-signed': shows(hosts.auth, 'self-signed', "auth's certificate is signed by itself"),
  'certificate-other-authority': shows(hosts.auth, 'other-authority', "auth's certificate comes from an authority that nobody trusts"),
  'certificate-not-on-listener': shows(hosts.registry, 'none', "the registry's certificate is not on the listener, which shows auth's"),
};
