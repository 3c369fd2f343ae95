import { CredentialError } from '../../checks/credential-error.ts';
import type { Failure } from '../../checks/observation.ts';
import type { Key } from './request.ts';

/** In which header a key is sent. */
export const keyForms = {
  bearer: (secret: string): Key => ({ name: 'Authorization', value: `Bearer ${secret}`, masked: 'Bearer [redacted]', secrets: [secret] }),
  'x-api-key': (secret: string): Key => ({ name: 'X-API-Key', value: secret, masked: '[redacted]', secrets: [secret] }),
  /** RFC 7617; the credential is `user:password`. */
  basic: (secret: string): Key => {
    const encoded = Buffer.from(secret).toString('base64');
    return { name: 'Authorization', value: `Basic ${encoded}`, masked: 'Basic [redacted]', secrets: [secret, encoded] };
  },
} as const satisfies Record<string, (secret: string) => Key>;

/** Which described credential is sent, and how. */
export interface Auth { readonly credential: string; readonly as: keyof typeof keyForms; readonly format?: string }

const failure = (detail: string): Failure => ({ reason: 'credential', detail });
// RFC 9110, 5.5: a line break would begin another header.
const unsendable = /[^\t\x20-\x7e\x80-\xff]/;

/**
 * Reads a credential and makes the header of it, without white space around it: a header carries none (RFC 9110, 5.5). A failure when it
 * cannot be read before the abort, does not look as it should, or cannot be sent.
 */
export const readKey = async (
  { credential, as, format }: Auth, read: (name: string) => Promise<string>, signal: AbortSignal,
): Promise<{ readonly key: Key } | { readonly failure: Failure }> => {
  const late = Promise.withResolvers<never>();
  const giveUp = () => late.reject(new CredentialError(`The credential "${credential}" was not there in time.`));
  if (signal.aborted) giveUp();
  signal.addEventListener('abort', giveUp);
  try {
    const secret = (await Promise.race([read(credential), late.promise])).trim();
    if (format !== undefined && !new RegExp(format).test(secret)) {
      return { failure: failure(`The credential "${credential}" does not look like a key of the platform, and was not sent.`) };
    }
    const key = keyForms[as](secret);
    return unsendable.test(key.value)
      ? { failure: failure(`The credential "${credential}" holds a line break or another character that a header cannot carry.`) }
      : { key };
  } catch (error) {
    return { failure: failure(error instanceof CredentialError ? error.message : `The credential "${credential}" could not be read.`) };
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
};

/** Whether a key may go over an unencrypted connection to this `ip:port`: only inside this machine. */
export const isLoopback = (address: string): boolean => address.startsWith('127.') || address.startsWith('[::1]:');

/** Shorter keys may be words that addresses are made of. */
const shortestKey = 8;
const undone = (text: string): string => text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Whether a request for this address would carry the key in its first line, as it is or escaped, for every log on the way to keep. */
export const isInAddress = (key: Key, { pathname, search }: URL): boolean => {
  const line = `${pathname}${search}`;
  // Bytes of UTF-8 and of Latin-1, escaped by the server or by the URL parser, perhaps by both.
  const lines = [line, undone(line), undone(undone(line))];
  return key.secrets.filter((secret) => secret.length >= shortestKey)
    .flatMap((secret) => [secret, Buffer.from(secret).toString('latin1')])
    .some((secret) => lines.some((each) => each.includes(secret)));
};
