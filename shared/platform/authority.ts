import { dirname, isAbsolute, join } from 'node:path';
import type { Finding } from './fault.ts';

/** Reads a text file. Throws when it cannot. */
export type ReadFile = (path: string) => string;

const certificate = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** The certificates of the described PEM file, whose path is relative to the description; or what is wrong with it. */
export const readAuthority = (
  ca: string, { file, readFile }: { readonly file: string; readonly readFile: ReadFile },
): { readonly pem: string } | Finding => {
  const path = ['network', 'ca'];
  const allowed = 'the path of a PEM file with certificates, relative to this file';
  try {
    const text = readFile(isAbsolute(ca) ? ca : join(dirname(file), ca));
    // Only certificates are taken, so that a key in the same file goes no further.
    const certificates = text.match(certificate);
    if (certificates === null) return { path, found: `"${ca}", which holds no certificate`, allowed };
    return { pem: `${certificates.join('\n')}\n` };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    return { path, found: `"${ca}", which cannot be read (${code})`, allowed };
  }
};
