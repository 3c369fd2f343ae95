import { everyPage } from './every-page.ts';
import { list, part } from './foreign-answer.ts';

const loaded = async () => {
  const sdk = await import('@aws-sdk/client-secrets-manager');
  return { ...sdk, client: new sdk.SecretsManagerClient({ maxAttempts: 2 }) };
};
let own: ReturnType<typeof loaded> | undefined;

/** The SDK of Secrets Manager with a client, loaded when something is asked of it first. */
export const secretsManager = (): ReturnType<typeof loaded> => (own ??= loaded());

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
