import { CredentialError } from '../checks/credential-error.ts';
import type { CredentialFault } from '../checks/credential-error.ts';
import type { CredentialReference, Platform } from '../platform/platform.ts';
import { faultOf } from './credential-fault.ts';
import { isValue } from './secret-field.ts';
import { secretSources } from './secret-sources.ts';
import type { Environment } from './secret-sources.ts';
import { own } from '../platform/own.ts';

export interface CredentialReader {
  /** The credential of that name, read once for as long as the process is warm, unless it is to be read anew. Throws CredentialError. */
  readonly read: (name: string, anew?: true) => Promise<string>;
  /** Has it read anew, because it was refused: it may have been rotated. */
  readonly forget: (name: string) => void;
  /** Whether the credential of that name is described as no secret by itself. */
  readonly isShown: (name: string) => boolean;
  /** Every secret read so far, also those forgotten: what must not appear anywhere. */
  readonly values: () => readonly string[];
}

const described = (reference: CredentialReference): string => {
  switch (reference.from) {
    case 'env':
      return `environment variable ${reference.name}`;
    case 'secrets-manager':
      return `secret ${reference.id}${reference.field === undefined ? '' : `, field ${reference.field}`}`;
    case 'ssm':
      return `parameter ${reference.name}`;
  }
};

/** What went wrong; once something was answered only its kind, because the message may quote the answer. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown error';
  return '$response' in error ? error.name : `${error.name}: ${error.message}`;
};

/**
 * Reads described credentials from where they are: environment, Secrets Manager, SSM. Those who ask at the same time share one
 * call; a failed reading is not kept. A value is told as it is, because the platform's tasks log in with it as it is.
 */
export const credentialReader = (references: Platform['credentials'], env: Environment): CredentialReader => {
  const fetchValue = secretSources(env);
  const readings = new Map<string, Promise<string>>();
  const values = new Set<string>();

  const readAnew = async (name: string): Promise<string> => {
    const reference = own(references, name);
    if (reference === undefined) throw new CredentialError(`The credential "${name}" is not described.`, 'not-given');
    // An environment is the checker's own.
    const none: CredentialFault = reference.from === 'env' ? 'not-given' : 'missing';
    const fail = (why: string, fault: CredentialFault = none) => new CredentialError(`The credential "${name}" (${described(reference)}) ${why}.`, fault);
    const value = await fetchValue(reference).catch((error: unknown) => {
      throw fail(`could not be read: ${reasonOf(error)}`, faultOf(error));
    });
    if (value === undefined) throw fail('is not there');
    if (!isValue(value)) throw fail('is empty');
    if (reference.shown !== true) values.add(value);
    return value;
  };

  return {
    read: (name, anew) => {
      const kept = anew === true ? undefined : readings.get(name);
      if (kept !== undefined) return kept;
      const reading = readAnew(name).catch((error: unknown) => {
        if (readings.get(name) === reading) readings.delete(name);
        throw error;
      });
      readings.set(name, reading);
      return reading;
    },
    forget: (name) => { readings.delete(name); },
    isShown: (name) => references[name]?.shown === true,
    values: () => [...values],
  };
};
