import { describe, expect, test } from 'vitest';
import { formatFaults } from '../../../shared/platform/fault.ts';
import { loadPlatform } from '../../../shared/platform/load.ts';
import { fakeSecrets } from './fake-secrets.ts';
import { grammar } from './grammar.ts';

const digits = Array.from(fakeSecrets.token, (character) => character.charCodeAt(0) % 10).join('').replace(/^0/, '1').slice(0, 15);
const secrets = [fakeSecrets.password, fakeSecrets['plain word'], digits];

const said = (text: string) => {
  const loaded = loadPlatform(text, { file: 'platform.yml', grammar, readFile: () => '' });
  return 'faults' in loaded ? JSON.stringify(loaded.faults) + formatFaults(loaded.faults) : '';
};

const http = (settings: string) => `checks:\n  - { id: a, http: { url: https://example.com/, ${settings} } }\n`;
const headers = (lines: string) => `checks:\n  - id: a\n    http:\n      headers:\n${lines}`;

describe('no message repeats what stands at the place of a secret', () => {
  test.each([
    'credentials: §', 'credentials: [§]', 'credentials: { key: § }', 'credentials: { key: [§] }', 'credentials: { key: { value: § } }',
    'credentials: { key: { env: "§ x" } }', 'credentials: { key: { secret: § x } }', 'credentials: { key: { § } }',
    'credentials:\n  key:§', 'credentials:\n  key=§', 'credentials:\n  - §', 'credentials:\n  key: { env: A, other: { deep: § } }',
    'database: { password: § }', 'database: { pass: § }', 'database: { passwrod: § }', 'database: { password: [§] }',
    'database: { password: { v: § } }',
    'database: postgres://user:§@db/x', 'database: { host: user:§@db }', 'database: { host: "postgres://user:pa/§@db/x" }',
    'cache: { auth: § }',
    http('headers: { X-API-Key: [§] }'), http('headers: { X-API-Key: { v: § } }'), http('headers: { X-API-Key: { § } }'),
    http('headers: { X-API-Key:§ }'), http('headers: [X-API-Key, §]'), http('headers: "X-API-Key: §"'), http('auth: §'),
    http('auth: { key: § }'),
    http('body: "password=§", metod: POST'), http('url: "https://example.com/?client_secret=§", metod: POST'),
    http(`body: '{"password": "§"}', metod: POST`),
    'token: §', 'apiKey: §', 'HOKUSAI_API_KEY: §', 'region: "password=§',
  ])('in %j', (text) => {
    for (const secret of secrets) expect(said(text.replace('§', secret))).not.toContain(secret);
  });

  test('nor what looks like one at any other', () => {
    expect(said(`region: "${fakeSecrets.token} x"\ntimeout: ${fakeSecrets.token}`)).not.toContain(fakeSecrets.token);
    const arn = `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/auth/${fakeSecrets.token}`;
    expect(said(`services: { auth: { cluster: 5, service: auth, targetGroup: "${arn}" } }`)).toContain(arn.slice(0, 60));
  });

  test('not even where a number stands for one', () => {
    const places = ['credentials: { key: § }', 'credentials: { key: { env: § } }', http('headers: { X-API-Key: § }')];
    for (const text of places.map((place) => place.replace('§', digits))) {
      expect(said(text)).toContain('•');
      expect(said(text)).not.toContain(digits);
    }
  });
});

describe('no message repeats what follows the name of a secret in broken YAML', () => {
  test.each([
    'credentials:\n\tkey: §', 'credentials:\n\tkey:\n\t\t§', 'credentials:\n key: §\n  field: x', 'credentials:\n  key: §\n bad: [',
    'credentials:\n  key: §: x', 'credentials:\n  key: *§', 'credentials:\n  key: @§', 'credentials:\n  key: `§`',
    'credentials:\n  key: %§',
    'credentials:\n  key: {§', 'credentials:\n  key: "§"x', 'credentials: { key: §, b: [ }', 'credentials: {\n  key: §,\n b: [',
    'credentials:\n  §\n  b: {',
    'credentials:\n  key:\n    - §\n   x: {', '"credentials":\n  "key":"§"x', 'checks: []\n---\ncredentials: { key: § }\n',
    headers('        X-API-Key: |\n          §\n       bad: x'), headers('        X-API-Key: §\n       bad: x'),
    headers('        ? X-API-Key\n        : §\n  bad'),
    headers('\t\tX-API-Key: §'), 'X-API-Key: "§\nfoo: bar', 'password: §: y',
    'checks:\n  - { id: a, http: { url: "https://example.com/?token=§ } }',
  ])('in %j', (text) => {
    for (const secret of secrets) {
      expect(said(text.replace('§', secret))).not.toBe('');
      expect(said(text.replace('§', secret))).not.toContain(secret);
    }
  });

  test.each([
    ['hosts:\n\tauth: https://auth.example.com', 'auth: https://auth.example.com'],
    ['credentials:\n  key:\n   \tenv: HOKUSAI_API_KEY', 'env: HOKUSAI_API_KEY'],
    ['password: a1b2c3d4\nregion: "us" east', 'region: \\"us\\" east'],
  ])('but what is no secret is shown: %j', (text, shown) => {
    expect(said(text)).toContain(shown);
  });
});
