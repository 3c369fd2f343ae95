import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { part } from './foreign-answer.ts';
import { isValue, secretField } from './secret-field.ts';
import { currentOf, secretsManager, versionsOf } from './secrets-manager.ts';

/** What is to be known of a secret; times are milliseconds. */
export interface AskedSecret {
  readonly id: string;
  readonly keys: readonly string[];
  readonly maxAgeMs?: number;
}

/** What is wrong with a secret, in words; nothing of its value. One without a current value is as good as not there. */
export type SecretState =
  | { readonly state: 'not found' | 'deleted' }
  | { readonly state: 'there'; readonly missingKeys: readonly string[]; readonly stale: boolean };

/** The version that everybody gets who asks for the value; its text only where it was read. One that is binary has none. */
interface Current { readonly createdAt: Date; readonly text: string }

/**
 * As old as the version is the value. What DescribeSecret tells is not that: `LastChangedDate` is of a change "in any way", such as of a tag,
 * `LastRotatedDate` of no change by hand, and `CreatedDate` of the secret's first day. Source: their descriptions in the SDK.
 */
const stale = ({ createdAt }: Current, { maxAgeMs }: AskedSecret, now: number): boolean => maxAgeMs !== undefined && now - createdAt.getTime() > maxAgeMs;

/**
 * What Secrets Manager says of a secret. Its value is read only where keys are asked for; otherwise its versions are listed, without their
 * values. Throws the SDK's error when it is not answered or refused.
 */
export const describeSecret = async (asked: AskedSecret, signal: AbortSignal, now = Date.now()): Promise<SecretState> => {
  const { client, ...sdk } = await secretsManager();
  const until = { abortSignal: signal } satisfies Parameters<SecretsManagerClient['send']>[1];
  const id = { SecretId: asked.id };

  const read = async (): Promise<Current> => {
    const { Name, CreatedDate, SecretString: text = '' } = await client.send(new sdk.GetSecretValueCommand(id), until);
    part(Name, 'Name');
    return { createdAt: part(CreatedDate, 'CreatedDate'), text };
  };
  const listed = async (): Promise<Current | undefined> => {
    const current = currentOf(await versionsOf(asked.id, signal));
    return current === undefined ? undefined : { createdAt: current.createdAt, text: '' };
  };

  try {
    const described = await client.send(new sdk.DescribeSecretCommand(id), until);
    part(described.Name, 'Name');
    if (described.DeletedDate !== undefined) return { state: 'deleted' };
    const current = await (asked.keys.length === 0 ? listed() : read());
    if (current === undefined) return { state: 'not found' };
    // The value itself goes no further than here.
    const missingKeys = asked.keys.filter((key) => !isValue(secretField(current.text, key)));
    return { state: 'there', missingKeys, stale: stale(current, asked, now) };
  } catch (error) {
    if (error instanceof sdk.ResourceNotFoundException) return { state: 'not found' };
    throw error;
  }
};
