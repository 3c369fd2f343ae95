import { AwsError, text } from '../../gateway/service.ts';
import type { Service } from '../../gateway/service.ts';
import type { SecretSettings } from '../settings.ts';
import { account, region } from './names.ts';

const arnOf = (id: string): string => `arn:aws:secretsmanager:${region}:${account}:secret:${id}-AbCdEf`;

const describe = (id: string, { changedAt, deletedAt }: SecretSettings) => ({
  ARN: arnOf(id), Name: id, CreatedDate: changedAt / 1000, LastChangedDate: changedAt / 1000,
  ...(deletedAt === undefined ? {} : { DeletedDate: deletedAt / 1000 }),
});

/** Of what each secret holds at the moment; older versions are not kept. */
const current = ({ changedAt }: SecretSettings) => ({ VersionId: 'version-1', VersionStages: ['AWSCURRENT'], CreatedDate: changedAt / 1000 });

/** With the version that a rotation made and did not make the current one. */
const versions = (secret: SecretSettings) => [
  current(secret),
  ...(secret.rotatingSince === undefined ? [] : [{ VersionId: 'version-2', VersionStages: ['AWSPENDING'], CreatedDate: secret.rotatingSince / 1000 }]),
];

const operations: ReadonlySet<string> = new Set(['DescribeSecret', 'ListSecretVersionIds', 'GetSecretValue']);

/** Secrets Manager (version 2017-10-17; times are epoch seconds), as it tells of the lab's secrets. */
export const secretsManager = (secrets: () => Readonly<Record<string, SecretSettings>>): Service => ({
  name: 'secrets-manager', protocol: 'json-1.1', id: 'secretsmanager',
  answer: (operation, input) => {
    if (!operations.has(operation)) return undefined;
    const asked = text(input, 'SecretId') ?? '';
    const [id, secret] = Object.entries(secrets()).find(([name]) => name === asked || arnOf(name) === asked) ?? [];
    if (id === undefined || secret === undefined) throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    if (operation === 'DescribeSecret') return describe(id, secret);
    if (operation === 'ListSecretVersionIds') return { ARN: arnOf(id), Name: id, Versions: versions(secret) };
    if (secret.deletedAt !== undefined) {
      throw new AwsError('InvalidRequestException', "You can't perform this operation on the secret because it was marked for deletion.");
    }
    if (!secret.readable) {
      throw new AwsError('AccessDeniedException', `User is not authorized to perform: secretsmanager:GetSecretValue on resource: ${arnOf(id)}`);
    }
    return { ARN: arnOf(id), Name: id, SecretString: JSON.stringify(secret.values), ...current(secret) };
  },
});
