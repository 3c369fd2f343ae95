import type { CertificateDetail } from '../../aws/certificate.ts';
import { moment } from '../../aws/moment.ts';
import type { Facts } from '../../checks/observation.ts';
import { covers } from './covers.ts';

const dayMs = 86_400_000;
/** Of a certificate; it may have a hundred. */
const keptNames = 5;

/** Whole days, neither of those that are left nor of those that have gone since what has only begun. */
const daysOf = ({ notAfter }: CertificateDetail, now: number): number | undefined =>
  (notAfter === undefined ? undefined : Math.trunc((notAfter - now) / dayMs));

const renewalText = ({ renewal, renewalReason, renewed }: CertificateDetail): string => {
  if (renewal !== undefined) return `renewal ${renewal}${renewalReason === undefined ? '' : ` (${renewalReason})`}`;
  return renewed ? 'renewal not begun' : 'not renewed by ACM';
};

const validityText = (certificate: CertificateDetail, now: number): readonly string[] => {
  const { notAfter } = certificate;
  if (notAfter === undefined) return [];
  return [notAfter <= now ? `expired at ${moment(notAfter)}` : `${daysOf(certificate, now)} days left, until ${moment(notAfter)}`];
};

const text = (certificate: CertificateDetail, now: number): string => {
  const { names, status } = certificate;
  const named = [...names.slice(0, keptNames), ...(names.length > keptNames ? [`${names.length - keptNames} more`] : [])].join(', ');
  return `${named}: ${[status, ...validityText(certificate, now), renewalText(certificate)].join(', ')}`;
};

/** What is wrong with a certificate itself, in words; undefined where nothing is. */
const wrong = (certificate: CertificateDetail, now: number): string | undefined => {
  const { status, notBefore = -Infinity, notAfter = Infinity, renewal } = certificate;
  if (notAfter <= now) return `expired at ${moment(notAfter)}`;
  if (status !== 'ISSUED') return status;
  if (notBefore > now) return `valid from ${moment(notBefore)} on`;
  return renewal === 'FAILED' ? renewalText(certificate) : undefined;
};

/**
 * What ACM's certificates of a listener are for these hosts. `complete` is false where the listener has others besides, of which ACM
 * does not know: that a host is not covered cannot be told then. `now` is epoch milliseconds.
 */
export const certificateFacts = (
  certificates: readonly CertificateDetail[], { hosts, complete, now }: { readonly hosts: readonly string[]; readonly complete: boolean; readonly now: number },
): Facts => {
  const covering = hosts.map((host) => ({ host, by: certificates.filter(({ names }) => covers(names, host)) }));
  const days = covering.flatMap(({ by }) => by.flatMap((certificate) => daysOf(certificate, now) ?? []));
  return {
    validity: certificates.map((certificate) => text(certificate, now)),
    uncovered: complete ? covering.flatMap(({ host, by }) => (by.length === 0 ? [host] : [])) : [],
    unfit: covering.flatMap(({ host, by }) => by.flatMap((certificate) => wrong(certificate, now) ?? []).map((what) => `${host}: ${what}`)),
    ...(days.length === 0 ? {} : { daysLeft: Math.min(...days) }),
  };
};
