import { describe, expect, test } from 'vitest';
import { literalSecrets, maskSecrets } from '../../../shared/platform/literal-secrets.ts';
import { fakeSecrets } from './fake-secrets.ts';

describe('a secret written out', () => {
  test.each(['platform key', 'access key', 'private key'] as const)('is recognised by its form: %s', (name) => {
    const secret = fakeSecrets[name];
    expect(literalSecrets(`before ${secret} after`)).toEqual([expect.objectContaining({ start: 7, end: 7 + secret.length })]);
  });

  test('ends where a private key ends', () => {
    const lines = [fakeSecrets['private key'], 'A'.repeat(64), 'B'.repeat(20), '-----END PRIVATE KEY-----', 'checks: []'];
    expect(maskSecrets(lines.join('\n')).split('\n').at(-1)).toBe('checks: []');
    expect(maskSecrets(lines.join('\n'))).not.toMatch(/[AB]{4}/);
  });

  test.each([
    'Bearer tokens are sent', 'Basic Authentication', 'https://example.com:8443/path', 'https://example.com/?keyword=everything',
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
