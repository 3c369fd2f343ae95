import { AwsError, text } from './service.ts';
import type { Service } from './service.ts';

/** Parameters are all secure strings: without decryption their value is not the secret. */
export const ssm = (secrets: Readonly<Record<string, string>>): Service => ({
  name: 'ssm',
  protocol: 'json-1.1',
  id: 'AmazonSSM',
  answer: (operation, input) => {
    if (operation !== 'GetParameter') return undefined;
    const name = text(input, 'Name') ?? '';
    const value = secrets[name];
    if (value === undefined) throw new AwsError('ParameterNotFound', '');
    return { Parameter: { Name: name, Type: 'SecureString', Value: input['WithDecryption'] === true ? value : 'encrypted', Version: 1 } };
  },
});
