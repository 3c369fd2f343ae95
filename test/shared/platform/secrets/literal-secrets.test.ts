import { describe, expect, test } from 'vitest';
import { literalSecrets, maskSecrets } from '../../../../shared/platform/secrets/literal-secrets.ts';
import { fakeSecrets } from '../fake-secrets.ts';

describe('a secret written out', () => {
  test.each(['platform key', 'access key', 'private key', 'GitHub token', 'Slack token'] as const)('is recognised by its form: %s', (name) => {
    const secret = fakeSecrets[name];
    expect(literalSecrets(`before ${secret} after`)).toEqual([expect.objectContaining({ start: 7, end: 7 + secret.length })]);
  });

  test('ends where a private key ends', () => {
    const lines = [fakeSecrets['private key'], 'A'.repeat(64), 'B'.repeat(20), '-----END PRIVATE KEY-----', 'checks: []'];
    expect(maskSecrets(lines.join('\n')).split('\n').at(-1)).toBe('checks: []');
    expect(maskSecrets(lines.join('\n'))).not.toMatch(/[AB]{4}/);
  });

  test.each(['key', 'token', 'api_key', 'apikey', 'access_token', 'secret', 'password'])('is recognised by its name in a query: %s', (name) => {
    const before = `https://example.com/?page=2&${name}=`;
    const found = literalSecrets(`${before}${fakeSecrets.token}&more=1`);
    expect(found).toEqual([expect.objectContaining({ start: before.length, end: before.length + fakeSecrets.token.length })]);
  });

  test.each([
    'https://example.com/?key=invalid-key-1', 'https://example.com/?token=0000.garbage', 'Bearer bad_key_0123', 'Basic Invalid=12345678',
  ])('is none where it says that it is to be refused: %s', (text) => {
    expect(literalSecrets(text)).toEqual([]);
  });

  test.each(['Bearer abbad01234567', 'Bearer 0bad01234567', 'Bearer invalidated0123'])('is one where it says so by chance: %s', (text) => {
    expect(literalSecrets(text)).toHaveLength(1);
  });

  test('does not become less of one by its form where a word says that it is bad', () => {
    expect(literalSecrets(`Bearer bad-${fakeSecrets['GitHub token']}`)).toHaveLength(1);
  });

  test.each([
    'ghp_short', 'https://example.com/?key=short', 'Bearer tokens are sent', 'Basic Authentication',
    'https://example.com:8443/path', 'https://example.com/?keyword=everything',
    'hk_live_', 'the AKIA prefix',
  ])('is not seen in %s', (text) => {
    expect(literalSecrets(text)).toEqual([]);
  });

  test('is masked in place, so that everything else stays where it was', () => {
    const text = `a: ${fakeSecrets['platform key']}\nb: 1`;
    expect(maskSecrets(text)).toHaveLength(text.length);
    expect(maskSecrets(text)).toMatch(/^a: •+\nb: 1$/);
  });
});
