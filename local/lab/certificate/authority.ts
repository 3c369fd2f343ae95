// The library cannot be loaded without this, so it comes first.
import 'reflect-metadata';
import {
  AuthorityKeyIdentifierExtension, BasicConstraintsExtension, ExtendedKeyUsage, ExtendedKeyUsageExtension, KeyUsageFlags,
  KeyUsagesExtension, SubjectAlternativeNameExtension, SubjectKeyIdentifierExtension, X509CertificateGenerator,
} from '@peculiar/x509';
import type { Extension } from '@peculiar/x509';
import { KeyObject } from 'node:crypto';
import type { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';

/** A certificate followed by its chain below the root, and its private key, both as PEM text: what `tls.createServer` takes. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface Authority {
  /** The authority's own certificate, PEM text. */
  readonly pem: string;
  /** Issues a server certificate for DNS names and IP addresses, the first of them its subject. */
  readonly issue: (names: readonly string[], validFrom: number, validTo: number) => Promise<Certificate>;
  /** Makes an authority below this one; what that issues carries the chain. */
  readonly intermediate: (name: string, validFrom: number, validTo: number) => Promise<Authority>;
}

/** Makes a root authority on the spot: ECDSA on P-256, certificates as in RFC 5280. Moments are epoch milliseconds, cut to the second. */
export async function createAuthority(name: string, validFrom: number, validTo: number): Promise<Authority> {
  const root = await newHolder(name);
  return authority(root, await signed(root, root, validFrom, validTo, authorityExtensions()), '');
}

/** Makes a server certificate that only vouches for itself. */
export async function selfSigned(names: readonly string[], validFrom: number, validTo: number): Promise<Certificate> {
  const holder = await newHolder(names[0] ?? '');
  return { cert: await signed(holder, holder, validFrom, validTo, serverExtensions(names)), key: pemOf(holder) };
}

interface Holder {
  readonly name: string;
  readonly keys: webcrypto.CryptoKeyPair;
}

const newHolder = async (name: string): Promise<Holder> =>
  ({ name, keys: await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']) });
const pemOf = ({ keys }: Holder) => KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString();

const authority = (holder: Holder, pem: string, chain: string): Authority => ({
  pem,
  issue: async (names, from, to) => {
    const subject = await newHolder(names[0] ?? '');
    return { cert: (await signed(holder, subject, from, to, serverExtensions(names))) + chain, key: pemOf(subject) };
  },
  intermediate: async (name, from, to) => {
    const subject = await newHolder(name);
    const below = await signed(holder, subject, from, to, authorityExtensions());
    return authority(subject, below, below + chain);
  },
});

const authorityExtensions = () => [
  new BasicConstraintsExtension(true, undefined, true),
  new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
];
const serverExtensions = (names: readonly string[]) => [
  new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
  new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
  new SubjectAlternativeNameExtension(names.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value }))),
];

async function signed(issuer: Holder, subject: Holder, from: number, to: number, extensions: readonly Extension[]): Promise<string> {
  const made = await X509CertificateGenerator.create({
    subject: [{ CN: [subject.name] }],
    issuer: [{ CN: [issuer.name] }],
    notBefore: new Date(from),
    notAfter: new Date(to),
    publicKey: subject.keys.publicKey,
    signingKey: issuer.keys.privateKey,
    extensions: [
      ...extensions,
      await SubjectKeyIdentifierExtension.create(subject.keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer.keys.publicKey),
    ],
  });
  return `${made.toString('pem')}\n`;
}
