import { describeCertificate } from '../../aws/certificate.ts';
import type { CertificateDetail } from '../../aws/certificate.ts';

/** ACM answers ten calls a second to an account. Source: AWS Certificate Manager user guide, "Quotas". */
const atOnce = 5;

/**
 * So many certificates are asked about; of more not all is known. A load balancer has as many unless AWS grants more: 25, and the default one.
 * Source: Elastic Load Balancing user guide, "Quotas for your Application Load Balancers".
 */
export const mostCertificates = 26;

/** Certificates of IAM are another service's. */
const isAcms = (arn: string): boolean => arn.split(':')[2] === 'acm';

/** What ACM says of those of a listener's certificates that are its own, a few at a time, and not more than 26; `complete` where that is all of them. */
export const askCertificates = async (arns: readonly string[], signal: AbortSignal) => {
  const asked = arns.filter(isAcms).slice(0, mostCertificates);
  const details: CertificateDetail[] = [];
  for (let from = 0; from < asked.length; from += atOnce) {
    const told = await Promise.all(asked.slice(from, from + atOnce).map((arn) => describeCertificate(arn, signal)));
    details.push(...told.filter((detail) => detail !== undefined));
  }
  return { details, complete: asked.length === arns.length };
};
