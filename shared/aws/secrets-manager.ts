const loaded = async () => {
  const sdk = await import('@aws-sdk/client-secrets-manager');
  return { ...sdk, client: new sdk.SecretsManagerClient({ maxAttempts: 2 }) };
};
let own: ReturnType<typeof loaded> | undefined;

/** The SDK of Secrets Manager with a client, loaded when something is asked of it first. */
export const secretsManager = (): ReturnType<typeof loaded> => (own ??= loaded());
