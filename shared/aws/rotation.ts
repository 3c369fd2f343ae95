import type { DescribeSecretResponse } from '@aws-sdk/client-secrets-manager';
import { part } from './foreign-answer.ts';
import { currentOf, secretsManager, versionsOf, type SecretVersion } from './secrets-manager.ts';

/** What became of a secret's value and what is to become of it; nothing of the value itself. */
export interface Rotation {
  /** When the value changed last, and whether a rotation did it; undefined where there is none. */
  readonly changed: { readonly at: Date; readonly rotated: boolean } | undefined;
  /** Since when a rotation is under way. */
  readonly begun: Date | undefined;
  /** When the next one is to have ended, where one is scheduled; in the past where the last one failed. */
  readonly due: Date | undefined;
}

/**
 * A rotation makes a version first and ends, perhaps after repetitions, with making it the current one: so one that ended after the current
 * version was made made that. Source: AWS Secrets Manager user guide, "How rotation works".
 */
const changeOf = ({ LastRotatedDate: ended }: DescribeSecretResponse, { createdAt }: SecretVersion): Rotation['changed'] =>
  (ended !== undefined && ended >= createdAt ? { at: ended, rotated: true } : { at: createdAt, rotated: false });

/**
 * A version that is pending without being the current one is a rotation that has not ended, and that keeps any other from beginning.
 * Source: description of `RotateSecret` in the SDK.
 */
const begun = (versions: readonly SecretVersion[]): Date | undefined =>
  versions.find(({ stages }) => stages.includes('AWSPENDING') && !stages.includes('AWSCURRENT'))?.createdAt;

/**
 * Asks Secrets Manager about the rotations of a secret, by name or ARN: undefined where there is no such secret, or none for long because it is
 * scheduled for deletion. No value is read. Throws the SDK's error when it is not answered or refused.
 */
export const describeRotation = async (id: string, signal: AbortSignal): Promise<Rotation | undefined> => {
  const { client, DescribeSecretCommand, ResourceNotFoundException } = await secretsManager();
  try {
    const described = await client.send(new DescribeSecretCommand({ SecretId: id }), { abortSignal: signal });
    part(described.Name, 'Name');
    if (described.DeletedDate !== undefined) return undefined;
    const versions = await versionsOf(id, signal);
    const current = currentOf(versions);
    return {
      changed: current === undefined ? undefined : changeOf(described, current),
      begun: begun(versions),
      due: described.RotationEnabled === true ? described.NextRotationDate : undefined,
    };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
};
