import type { CredentialReference } from '../platform/platform.ts';
import { secretField } from './secret-field.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const within = () => ({ abortSignal: AbortSignal.timeout(3_000) });

const secretsManager = async () => {
  const { SecretsManagerClient, GetSecretValueCommand } = await import('@aws-sdk/client-secrets-manager');
  const client = new SecretsManagerClient({ maxAttempts: 2 });
  return async (SecretId: string) => (await client.send(new GetSecretValueCommand({ SecretId }), within())).SecretString;
};

const ssm = async () => {
  const { SSMClient, GetParameterCommand } = await import('@aws-sdk/client-ssm');
  const client = new SSMClient({ maxAttempts: 2 });
  return async (Name: string) => (await client.send(new GetParameterCommand({ Name, WithDecryption: true }), within())).Parameter?.Value;
};

/**
 * Fetches what a reference names, undefined where there is nothing; throws what the SDK throws. The SDK's clients are loaded with
 * the first reference that needs them.
 */
export const secretSources = (env: Environment): ((reference: CredentialReference) => Promise<string | undefined>) => {
  let secrets: ReturnType<typeof secretsManager> | undefined;
  let parameters: ReturnType<typeof ssm> | undefined;
  return async (reference) => {
    switch (reference.from) {
      case 'env':
        return env[reference.name];
      case 'secrets-manager': {
        const secret = await (await (secrets ??= secretsManager()))(reference.id);
        return secret === undefined || reference.field === undefined ? secret : secretField(secret, reference.field);
      }
      case 'ssm':
        return (await (parameters ??= ssm()))(reference.name);
    }
  };
};
