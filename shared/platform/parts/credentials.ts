import * as z from 'zod';
import type { CredentialReference } from '../platform.ts';
import { environmentVariable, name, text } from './text.ts';

const allowed = 'exactly one of env, secret, parameter';

const form = 'a reference: {env: NAME}, {secret: NAME} or {parameter: NAME}';

const described = z.strictObject({
  env: environmentVariable.describe('Environment variable that holds the secret.').exactOptional(),
  secret: text('the name or ARN of a secret').describe('Name or ARN in Secrets Manager.').exactOptional(),
  field: text('the name of a field').describe('Field of a secret that is a JSON object.').exactOptional(),
  parameter: text('the name of a parameter').describe('Name in the SSM parameter store.').exactOptional(),
  shown: z.literal(true, { error: 'true, or left out' }).describe("It is no secret by itself, such as a user's name, and may be shown.").exactOptional(),
}, { error: ({ code }) => (code === 'invalid_type' ? form : undefined) });

const reference = described.transform(({ env, secret, field, parameter, shown }, context): CredentialReference => {
  const references: CredentialReference[] = [
    ...(env === undefined ? [] : [{ from: 'env', name: env } as const]),
    ...(secret === undefined ? [] : [{ from: 'secrets-manager', id: secret, ...(field === undefined ? {} : { field }) } as const]),
    ...(parameter === undefined ? [] : [{ from: 'ssm', name: parameter } as const]),
  ];
  const [only] = references;
  if (only === undefined || references.length > 1) {
    context.addIssue(allowed);
    return z.NEVER;
  }
  if (field !== undefined && secret === undefined) {
    context.addIssue({ code: 'custom', path: ['field'], message: 'only together with secret' });
  }
  return shown === true ? { ...only, shown } : only;
});

export const credentials = z.record(name, reference)
  .describe('Where secrets are read from at run time, by name. Never the secrets themselves.');
