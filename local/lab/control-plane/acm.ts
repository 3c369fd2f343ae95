import { AwsError, text } from '../../gateway/service.ts';
import type { Service } from '../../gateway/service.ts';
import { listed } from '../certificate/listed.ts';
import { contentOf } from '../certificate/states.ts';
import type { CertificateState, Shown } from '../certificate/states.ts';
import { hosts } from '../settings.ts';
import type { Settings } from '../settings.ts';
import { certificateArn, loadBalancerArn } from './names.ts';

/** States in which ACM did not issue what is shown: somebody imported it. */
const imported: ReadonlySet<CertificateState> = new Set(['early', 'self-signed', 'other-authority']);

/** ACM renews until the certificate expires; what is left when it has not come to it. */
const renewals: Partial<Record<CertificateState, string>> = { expiring: 'PENDING_VALIDATION', expired: 'FAILED' };

const describe = (arn: string, host: string, state: Shown, startedAt: number) => {
  const { name, from, to } = contentOf(host, state, startedAt);
  const renewal = renewals[state];
  return {
    CertificateArn: arn, DomainName: name, SubjectAlternativeNames: [name], Status: state === 'expired' ? 'EXPIRED' : 'ISSUED',
    NotBefore: from / 1000, NotAfter: to / 1000, InUseBy: [loadBalancerArn],
    ...(imported.has(state) ? { Type: 'IMPORTED', RenewalEligibility: 'INELIGIBLE' } : { Type: 'AMAZON_ISSUED', RenewalEligibility: 'ELIGIBLE' }),
    ...(renewal === undefined ? {} : { RenewalSummary: { RenewalStatus: renewal, DomainValidationOptions: [], UpdatedAt: startedAt / 1000 } }),
  };
};

/**
 * ACM (version 2015-12-08; times are epoch seconds), as it tells of the certificates of the lab's listener. `startedAt` is when the lab was
 * made, epoch milliseconds.
 */
export const acm = (certificates: () => Settings['certificates'], startedAt: number): Service => ({
  name: 'acm', protocol: 'json-1.1', id: 'CertificateManager',
  answer: (operation, input) => {
    if (operation !== 'DescribeCertificate') return undefined;
    const arn = text(input, 'CertificateArn') ?? '';
    if (arn === certificateArn('default')) return { Certificate: describe(arn, hosts.auth, 'good', startedAt) };
    const found = listed(certificates()).find(({ host }) => certificateArn(host) === arn);
    if (found === undefined) throw new AwsError('ResourceNotFoundException', `Could not find certificate ${arn}.`);
    return { Certificate: describe(arn, found.host, found.state, startedAt) };
  },
});
