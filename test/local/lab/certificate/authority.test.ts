import { X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { createAuthority, selfSigned } from '../../../../local/lab/certificate/authority.ts';

const from = Date.UTC(2026, 0, 1);
const to = Date.UTC(2026, 3, 1);
const authority = await createAuthority('test CA', from, to);
const root = new X509Certificate(authority.pem);
const issued = async (...names: string[]) => new X509Certificate((await authority.issue(names, from, to)).cert);
const signs = (issuer: X509Certificate, subject: X509Certificate) => subject.checkIssued(issuer) && subject.verify(issuer.publicKey);

describe('a certificate authority made on the spot', () => {
  it('signs itself and may sign others', () => {
    expect([root.ca, root.subject, root.issuer, signs(root, root)]).toEqual([true, 'CN=test CA', 'CN=test CA', true]);
  });

  it('issues a certificate for exactly the names and the time asked for', async () => {
    const leaf = await issued('a.test', 'b.test', '127.0.0.2');
    expect([leaf.ca, leaf.subjectAltName, leaf.subject]).toEqual([false, 'DNS:a.test, DNS:b.test, IP Address:127.0.0.2', 'CN=a.test']);
    expect(signs(root, leaf)).toBe(true);
    expect([leaf.validFromDate, leaf.validToDate].map(Number)).toEqual([from, to]);
  });

  it('gives each certificate its own key, which a server takes', async () => {
    const [one, other] = [await authority.issue(['a.test'], from, to), await authority.issue(['a.test'], from, to)];
    expect(() => createSecureContext(one)).not.toThrow();
    expect(() => createSecureContext({ cert: one.cert, key: other.key })).toThrow('mismatch');
  });

  it('gives every certificate its own serial number', async () => {
    const serials = await Promise.all(Array.from({ length: 20 }, async () => (await issued('a.test')).serialNumber));
    expect(new Set(serials).size).toBe(20);
  });

  it('makes authorities below it, whose certificates carry the chain but not the root', async () => {
    const lower = await (await authority.intermediate('middle', from, to)).intermediate('lowest', from, to);
    const { cert } = await lower.issue(['a.test'], from, to);
    const chain = cert.split(/(?<=-----END CERTIFICATE-----\n)/).map((pem) => new X509Certificate(pem));
    expect(chain.map(({ subject, ca }) => [subject, ca])).toEqual([['CN=a.test', false], ['CN=lowest', true], ['CN=middle', true]]);
    const issuers = [...chain.slice(1), root];
    expect(issuers.map((issuer, at) => signs(issuer, chain[at] ?? root))).toEqual([true, true, true]);
  });
});

describe('a self-signed certificate', () => {
  it('is for the names and the time asked for, and no authority', async () => {
    const own = new X509Certificate((await selfSigned(['a.test'], from, to)).cert);
    expect([own.ca, own.subject, own.issuer, own.subjectAltName]).toEqual([false, 'CN=a.test', 'CN=a.test', 'DNS:a.test']);
    expect([own.verify(own.publicKey), Number(own.validToDate)]).toEqual([true, to]);
  });
});
