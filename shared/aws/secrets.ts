import type { DescribeSecretResponse, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { isValue, secretField } from './secret-field.ts';

/** What is to be known of a secret; times are milliseconds. */
export interface AskedSecret {
  readonly id: string;
  readonly keys: readonly string[];
  readonly maxAgeMs?: number;
}

/** What is wrong with a secret, in words; nothing of its value. */
export type SecretState =
  | { readonly state: 'not found' | 'deleted' }
  | { readonly state: 'there'; readonly missingKeys: readonly string[]; readonly stale: boolean; readonly changedAt: Date | undefined };

const loaded = async () => {
  const sdk = await import('@aws-sdk/client-secrets-manager');
  return { ...sdk, client: new sdk.SecretsManagerClient({ maxAttempts: 2 }) };
};
let own: ReturnType<typeof loaded> | undefined;

const stale = ({ LastChangedDate, LastRotatedDate, CreatedDate }: DescribeSecretResponse, { maxAgeMs }: AskedSecret, now: number): boolean => {
  const changed = Math.max(...[LastChangedDate, LastRotatedDate, CreatedDate].map((date) => date?.getTime() ?? -Infinity));
  return maxAgeMs !== undefined && now - changed > maxAgeMs;
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
    if (described.DeletedDate !== undefined) return { state: 'deleted' };
    const value = asked.keys.length === 0 ? '' : (await client.send(new sdk.GetSecretValueCommand(id), until)).SecretString ?? '';
    const changedAt = described.LastChangedDate ?? described.CreatedDate;
    // The value itself goes no further than here.
    const missingKeys = asked.keys.filter((key) => !isValue(secretField(value, key)));
    return { state: 'there', missingKeys, stale: stale(described, asked, now), changedAt };
  } catch (error) {
    if (error instanceof sdk.ResourceNotFoundException) return { state: 'not found' };
    throw error;
  }
};
