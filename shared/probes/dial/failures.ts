import type { Failure, Phase } from '../../checks/observation.ts';
import { namesOf, verificationReason } from './certificate.ts';
import { ownFault } from './own-fault.ts';

/** Error codes of `connect(2)`. What is not listed says nothing about the target. */
const connectReasons: Readonly<Record<string, Failure['reason']>> = {
  ECONNREFUSED: 'connect-refused', ETIMEDOUT: 'connect-timeout',
  ECONNRESET: 'connect-reset', ECONNABORTED: 'connect-reset', EPIPE: 'connect-reset',
  EHOSTUNREACH: 'connect-unreachable', ENETUNREACH: 'connect-unreachable', EHOSTDOWN: 'connect-unreachable', EACCES: 'connect-unreachable',
};

/** Node's error of a name that the certificate does not have. */
interface NameMismatch { readonly host: string; readonly cert: { readonly subject?: { readonly CN?: string }; readonly subjectaltname?: string } }
type TlsError = NodeJS.ErrnoException & { readonly reason?: string } & Partial<NameMismatch>;

const shownNames = 5;

const mismatchText = ({ host, cert: { subject, subjectaltname } }: NameMismatch): string => {
  const names = subjectaltname === undefined ? [subject?.CN ?? []].flat() : namesOf(subjectaltname);
  const more = names.length > shownNames ? ` and ${names.length - shownNames} more` : '';
  return `asked for ${host.replace(/\.$/, '')}, it presents a certificate for ${names.slice(0, shownNames).join(', ') || 'no name'}${more}`;
};

/** In plain words where OpenSSL and Node have none; else OpenSSL's short text or Node's message, without its advice on how to run Node. */
const tlsText = (error: TlsError): string => {
  const { code, host, cert } = error;
  if (host !== undefined && cert !== undefined) return mismatchText({ host, cert });
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER') return 'what answers is not TLS';
  if (code === 'ECONNRESET') return `the connection was ${error.syscall === 'read' ? 'reset' : 'closed'} during the handshake`;
  return (error.reason ?? error.message).replace(/;.*|\.$/s, '');
};

/**
 * Why a connection to `address` (`ip:port`) could not be made; without an error it was given up in that phase. `way`: this machine has
 * one to the address.
 */
export const connectFailure = (phase: Phase | undefined, address: string, error?: NodeJS.ErrnoException, way = false): Failure => {
  if (phase === 'tls') {
    if (error === undefined) return { reason: 'tls-timeout', phase, detail: `TLS with ${address} was not ready in time.` };
    const reason = verificationReason(error.code ?? '') ?? 'tls-handshake';
    return { reason, phase, detail: `TLS with ${address} failed: ${tlsText(error)}.` };
  }
  const at = phase === undefined ? {} : { phase };
  if (error === undefined) return { reason: 'connect-timeout', ...at, detail: `${address} did not answer in time.` };
  const code = error.code ?? error.message;
  const reason = (way ? undefined : ownFault(code)) ?? connectReasons[code] ?? ownFault(code) ?? 'checker-error';
  return { reason, ...at, detail: `No connection to ${address}: ${code}.` };
};
