import type { SettingsOf, Zod } from '../../platform/zod.ts';
import type { CertificateFacts } from '../observation.ts';
import type { Judgement } from './expectation.ts';
import { defineExpectation } from './expectation.ts';
import { show } from './words.ts';

const day = 86_400_000;
/** What has begun does not count, neither of the days that are left nor of those that have gone since. */
const wholeDays = (ms: number): number => Math.trunc(ms / day);
const leftText = (days: number): string =>
  (days < 0 ? `one that expired ${days === -1 ? '1 day' : `${-days} days`} ago` : `one with ${days} days left`);

const settings = (z: Zod) => z.strictObject({
  daysLeft: z.int().positive().exactOptional().describe('Whole days until it expires, at least.'),
  name: z.string().min(1).exactOptional().describe('A DNS name that the certificate is for, also by a wildcard.'),
  issuer: z.string().min(1).exactOptional().describe('A part of the issuer, such as Amazon.'),
  chain: z.string().min(1).exactOptional().describe('The common name of an authority in the chain.'),
}).refine((certificate) => Object.keys(certificate).length > 0, { error: 'at least one of daysLeft, name, issuer, chain' });

/** RFC 6125: a wildcard stands for exactly the leftmost label. */
const covers = (pattern: string, name: string): boolean => {
  const [own, wanted] = [pattern.toLowerCase(), name.toLowerCase()];
  return own === wanted || (own.startsWith('*.') && wanted.includes('.') && own.slice(1) === wanted.slice(wanted.indexOf('.')));
};

/** Facts of the certificate that was presented. Without a certificate nothing of it is as expected. */
export const certificate = defineExpectation<SettingsOf<typeof settings>>({
  settings,
  judges: ['certificate'],
  judge: ({ daysLeft, name, issuer, chain }, observation, now) => {
    const seen = observation.certificate;
    type Of<T> = (facts: CertificateFacts) => T;
    const judgement = (expected: string, holds: Of<boolean>, saw: Of<string>): Judgement =>
      ({ ok: seen !== undefined && holds(seen), expected, saw: seen === undefined ? 'no certificate' : saw(seen), reason: 'certificate' });
    const left = ({ validTo }: CertificateFacts) => wholeDays(validTo - now);
    return [
      ...(daysLeft === undefined ? [] : [judgement(`a certificate with at least ${daysLeft} days left`, (facts) => left(facts) >= daysLeft,
        (facts) => leftText(left(facts)))]),
      ...(name === undefined ? [] : [judgement(`a certificate for ${name}`, ({ names }) => names.some((own) => covers(own, name)),
        ({ names }) => `one for ${names.length === 0 ? 'no name' : names.slice(0, 5).join(', ')}`)]),
      ...(issuer === undefined ? [] : [judgement(`a certificate issued by ${show(issuer)}`, (facts) => facts.issuer.includes(issuer),
        (facts) => `one issued by ${show(facts.issuer)}`)]),
      ...(chain === undefined ? [] : [judgement(`a certificate chain with ${show(chain)}`, (facts) => facts.chain.includes(chain),
        (facts) => (facts.chain.length === 0 ? 'no chain' : facts.chain.map(show).join(', ')))]),
    ];
  },
});
