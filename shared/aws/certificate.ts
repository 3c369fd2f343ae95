import { part } from './foreign-answer.ts';

/** What ACM says of a certificate. Times are epoch milliseconds. */
export interface CertificateDetail {
  readonly arn: string;
  /** DNS names, perhaps with a wildcard. */
  readonly names: readonly string[];
  /** `ISSUED`, `EXPIRED`, `PENDING_VALIDATION`, … */
  readonly status: string;
  readonly notBefore?: number;
  readonly notAfter?: number;
  /** How the renewal by ACM stands: `SUCCESS`, `PENDING_AUTO_RENEWAL`, `PENDING_VALIDATION`, `FAILED`; absent where none has begun. */
  readonly renewal?: string;
  /** Why it failed, as a code. */
  readonly renewalReason?: string;
  /** Whether ACM will renew it. */
  readonly renewed: boolean;
}

const loaded = async () => {
  const sdk = await import('@aws-sdk/client-acm');
  return { ...sdk, client: new sdk.ACMClient({ maxAttempts: 2 }) };
};
let own: ReturnType<typeof loaded> | undefined;

/** What ACM says of a certificate, by its ARN; undefined where it knows none. Throws the SDK's error when it does not answer or refuses. */
export const describeCertificate = async (arn: string, signal: AbortSignal): Promise<CertificateDetail | undefined> => {
  const { client, DescribeCertificateCommand, ResourceNotFoundException } = await (own ??= loaded());
  try {
    const told = part((await client.send(new DescribeCertificateCommand({ CertificateArn: arn }), { abortSignal: signal })).Certificate, 'Certificate');
    const { DomainName, SubjectAlternativeNames = [], NotBefore, NotAfter, RenewalEligibility, RenewalSummary } = told;
    const { RenewalStatus: renewal, RenewalStatusReason: renewalReason } = RenewalSummary ?? {};
    return {
      arn, status: part(told.Status, 'Status'), renewed: RenewalEligibility === 'ELIGIBLE',
      names: [...new Set([part(DomainName, 'DomainName'), ...SubjectAlternativeNames])],
      ...(NotBefore === undefined ? {} : { notBefore: NotBefore.getTime() }),
      ...(NotAfter === undefined ? {} : { notAfter: NotAfter.getTime() }),
      ...(renewal === undefined ? {} : { renewal }),
      ...(renewalReason === undefined ? {} : { renewalReason }),
    };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
};
