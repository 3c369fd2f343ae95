import type { DescribeSecretResponse, GetSecretValueResponse, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { part } from './foreign-answer.ts';
import { isValue, secretField } from './secret-field.ts';

/** What is to be known of a secret; times are milliseconds. */
export interface AskedSecret {
  readonly id: string;
  readonly keys: readonly string[];
  readonly maxAgeMs?: number;
}

/** The last change of a secret, and whether that was a rotation. */
interface Change { readonly changedAt: Date | undefined; readonly rotated: boolean }

/** What is wrong with a secret, in words; nothing of its value. */
export type SecretState =
  | { readonly state: 'not found' | 'deleted' }
  | { readonly state: 'there'; readonly missingKeys: readonly string[]; readonly stale: boolean } & Change;

const loaded = async () => {
  const sdk = await import('@aws-sdk/client-secrets-manager');
  return { ...sdk, client: new sdk.SecretsManagerClient({ maxAttempts: 2 }) };
};
let own: ReturnType<typeof loaded> | undefined;

/** A rotation ends with a change of its own, of its labels, a moment later. */
const rotationMs = 60_000;

const changeOf = ({ LastChangedDate, LastRotatedDate, CreatedDate }: DescribeSecretResponse): Change => {
  const [changedAt] = [LastChangedDate, LastRotatedDate, CreatedDate].filter((date) => date !== undefined).toSorted((a, b) => b.getTime() - a.getTime());
  return { changedAt, rotated: changedAt !== undefined && LastRotatedDate !== undefined && changedAt.getTime() - LastRotatedDate.getTime() <= rotationMs };
};

const stale = ({ changedAt }: Change, { maxAgeMs }: AskedSecret, now: number): boolean =>
  maxAgeMs !== undefined && now - (changedAt?.getTime() ?? -Infinity) > maxAgeMs;

/** One that is binary has no text. */
const textOf = ({ Name, SecretString = '' }: GetSecretValueResponse): string => {
  part(Name, 'Name');
  return SecretString;
};

/**
 * What Secrets Manager says of a secret. It is read only where keys are asked for. Throws the SDK's error when it is not answered or
 * refused.
 */
export const describeSecret = async (asked: AskedSecret, signal: AbortSignal, now = Date.now()): Promise<SecretState> => {
  const { client, ...sdk } = await (own ??= loaded());
  const until = { abortSignal: signal } satisfies Parameters<SecretsManagerClient['send']>[1];
  const id = { SecretId: asked.id };
  try {
    const described = await client.send(new sdk.DescribeSecretCommand(id), until);
    part(described.Name, 'Name');
    if (described.DeletedDate !== undefined) return { state: 'deleted' };
    const value = asked.keys.length === 0 ? '' : textOf(await client.send(new sdk.GetSecretValueCommand(id), until));
    const change = changeOf(described);
    // The value itself goes no further than here.
    const missingKeys = asked.keys.filter((key) => !isValue(secretField(value, key)));
    return { state: 'there', missingKeys, stale: stale(change, asked, now), ...change };
  } catch (error) {
    if (error instanceof sdk.ResourceNotFoundException) return { state: 'not found' };
    throw error;
  }
};
