import { describe, expect, test } from 'vitest';
import { certificate } from '../../../../shared/checks/expectations/certificate.ts';
import type { CertificateFacts } from '../../../../shared/checks/observation.ts';
import { observed, refused } from '../../../fixtures/observation.ts';
import { fault, judged, met, now } from './expect.ts';

const day = 86_400_000;
const facts: CertificateFacts = {
  subject: 'CN=example.com', names: ['example.com', '*.example.com'], issuer: 'C=US, O=Amazon, CN=Amazon RSA 2048 M02',
  validFrom: now - 30 * day, validTo: now + 14 * day, fingerprint256: 'AA:BB', protocol: 'TLSv1.3',
  chain: ['Amazon RSA 2048 M02', 'Amazon Root CA 1'],
};
const seen = observed({ certificate: facts });

describe('certificate', () => {
  test.each([
    [{ daysLeft: 14 }, true], [{ daysLeft: 15 }, false],
    [{ name: 'example.com' }, true], [{ name: 'Registry.Example.com' }, true],
    [{ name: 'a.b.example.com' }, false], [{ name: 'example.org' }, false],
    [{ name: 'com' }, false],
    [{ issuer: 'Amazon' }, true], [{ issuer: 'Let' }, false],
    [{ chain: 'Amazon Root CA 1' }, true], [{ chain: 'Amazon Root' }, false],
    [{ daysLeft: 7, name: 'example.com', issuer: 'Amazon', chain: 'Amazon Root CA 2' }, false],
  ])('%j is %j', (written, ok) => {
    expect(met(certificate, written, seen)).toBe(ok);
  });

  test('a day that has begun to run out no longer counts', () => {
    expect(judged(certificate, { daysLeft: 14 }, observed({ certificate: { ...facts, validTo: facts.validTo - 1 } })))
      .toEqual(['not met: a certificate with at least 14 days left | one with 13 days left']);
  });

  test.each<[number, string]>([
    [1, 'one with 0 days left'], [day + 1, 'one that expired 1 day ago'], [3 * day - 1, 'one that expired 2 days ago'],
  ])('that expired %d ms ago is %s', (since, told) => {
    expect(judged(certificate, { daysLeft: 14 }, observed({ certificate: { ...facts, validTo: now - since } })))
      .toEqual([`not met: a certificate with at least 14 days left | ${told}`]);
  });

  test('says in words what was expected and what was presented', () => {
    expect(judged(certificate, { name: 'auth.example.org', issuer: 'Google', chain: 'GTS' }, seen)).toEqual([
      'not met: a certificate for auth.example.org | one for example.com, *.example.com',
      'not met: a certificate issued by "Google" | one issued by "C=US, O=Amazon, CN=Amazon RSA 2048 M02"',
      'not met: a certificate chain with "GTS" | "Amazon RSA 2048 M02", "Amazon Root CA 1"',
    ]);
  });

  test('is not met without a certificate', () => {
    expect(judged(certificate, { daysLeft: 1 }, refused)).toEqual(['not met: a certificate with at least 1 days left | no certificate']);
    expect(met(certificate, { issuer: 'Amazon' }, observed())).toBe(false);
  });

  test.each([{}, { daysLeft: 0 }, { daysLeft: '14' }, { days: 14 }, { name: '' }])('refuses %j', (written) => {
    expect(fault(certificate, written)).toBeTypeOf('string');
  });
});
