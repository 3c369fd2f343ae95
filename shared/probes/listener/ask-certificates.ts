import { describeCertificate } from '../../aws/certificate.ts';
import type { CertificateDetail } from '../../aws/certificate.ts';

/** ACM answers ten calls a second to an account. Source: AWS Certificate Manager user guide, "Quotas". */
const atOnce = 5;

/** Certificates of IAM are another service's. */
const isAcms = (arn: string): boolean => arn.split(':')[2] === 'acm';

/** What ACM says of those of a listener's certificates that are its own, a few at a time; `complete` where that is all of them. */
export const askCertificates = async (arns: readonly string[], signal: AbortSignal) => {
  const asked = arns.filter(isAcms);
  const details: CertificateDetail[] = [];
  for (let from = 0; from < asked.length; from += atOnce) {
    const told = await Promise.all(asked.slice(from, from + atOnce).map((arn) => describeCertificate(arn, signal)));
    details.push(...told.filter((detail) => detail !== undefined));
  }
  return { details, complete: asked.length === arns.length };
};
