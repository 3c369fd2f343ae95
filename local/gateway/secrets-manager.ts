import { AwsError, text } from './service.ts';
import type { Service } from './service.ts';

export const secretsManager = (secrets: Readonly<Record<string, string>>): Service => ({
  name: 'secrets-manager',
  protocol: 'json-1.1',
  id: 'secretsmanager',
  answer: (operation, input) => {
    if (operation !== 'GetSecretValue') return undefined;
    const id = text(input, 'SecretId') ?? '';
    const value = secrets[id];
    if (value === undefined) throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    return { Name: id, SecretString: value, VersionStages: ['AWSCURRENT'] };
  },
});
