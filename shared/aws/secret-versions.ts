import { everyPage } from './every-page.ts';
import { list, part } from './foreign-answer.ts';
import { secretsManager } from './secrets-manager.ts';

/** A version of a secret that has staging labels, without its value. */
export interface SecretVersion { readonly createdAt: Date; readonly stages: readonly string[] }

/** The versions of a secret, by name or ARN. Throws the SDK's error when that is not answered or refused. */
export const versionsOf = async (id: string, signal: AbortSignal): Promise<readonly SecretVersion[]> => {
  const { client, ListSecretVersionIdsCommand } = await secretsManager();
  const pages = await everyPage((from) => client.send(new ListSecretVersionIdsCommand({ SecretId: id, ...from }), { abortSignal: signal }));
  return pages.flatMap(({ Versions }) => list(Versions, 'Versions'))
    .map(({ CreatedDate, VersionStages = [] }) => ({ createdAt: part(CreatedDate, 'CreatedDate'), stages: VersionStages }));
};

/** The version that everybody gets who asks for the value. */
export const currentOf = (versions: readonly SecretVersion[]): SecretVersion | undefined => versions.find(({ stages }) => stages.includes('AWSCURRENT'));
