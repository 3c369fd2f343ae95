import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { CertificateFacts } from '../../checks/observation.ts';
import type { TargetReason } from '../../checks/reason.ts';

/** Verification errors with a reason of their own (X509_V_ERR_* of OpenSSL without its prefix, and Node's own for the name). */
const verificationReasons: Readonly<Record<string, TargetReason>> = {
  CERT_HAS_EXPIRED: 'tls-expired',
  CERT_NOT_YET_VALID: 'tls-not-yet-valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls-name-mismatch',
  HOSTNAME_MISMATCH: 'tls-name-mismatch',
};
/** The other verification errors that Node names: the chain leads nowhere, or to somebody who is not trusted, or is broken. */
const untrusted = /^(UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_|CRL_|ERROR_IN_|INVALID_(CA|PURPOSE)|PATH_LENGTH_)/;

/** The reason for a verification error's code; undefined where the code is of another kind of error. */
export const verificationReason = (code: string): TargetReason | undefined =>
  verificationReasons[code] ?? (untrusted.test(code) ? 'tls-untrusted' : undefined);

/** `C=US\nCN=a` -> `C=US, CN=a`. */
const oneLine = (name: string) => name.replaceAll('\n', ', ');
const commonName = (name: string) => /^CN=(.*)$/m.exec(name)?.[1] ?? oneLine(name);

/** `DNS:a.example, IP Address:192.0.2.1` -> both values. Names that are neither are left out. */
export const namesOf = (alternativeNames: string): readonly string[] =>
  [...alternativeNames.matchAll(/(?:^|, )(?:DNS|IP Address):([^,"]+)/g)].map(([, name = '']) => name);

const chainOf = (leaf: X509Certificate): string[] => {
  const chain: string[] = [];
  for (let at: X509Certificate | undefined = leaf; at !== undefined && at.subject !== at.issuer; at = at.issuerCertificate) {
    chain.push(commonName(at.issuer));
  }
  return chain;
};

const factsOf = (certificate: X509Certificate, protocol: string, problem: TargetReason | undefined): CertificateFacts => ({
  subject: oneLine(certificate.subject),
  names: namesOf(certificate.subjectAltName ?? ''),
  issuer: oneLine(certificate.issuer),
  validFrom: certificate.validFromDate.getTime(),
  validTo: certificate.validToDate.getTime(),
  fingerprint256: certificate.fingerprint256,
  chain: chainOf(certificate),
  ...(problem === undefined ? {} : { problem }),
  protocol,
});

/** The facts of the certificate a server presented: taken hold of now, read when somebody asks, also after the socket is closed. */
export const certificateOf = (socket: TLSSocket): (() => CertificateFacts | undefined) => {
  const certificate = socket.getPeerX509Certificate();
  const protocol = socket.getProtocol() ?? 'unknown';
  // The declared type is Error; what is there is the error's code.
  const error = String(socket.authorizationError ?? '');
  let facts: CertificateFacts | undefined;
  return () => (facts ??= certificate && factsOf(certificate, protocol, error === '' ? undefined : verificationReason(error)));
};
