import { describe, expect, test } from 'vitest';
import { readSource } from '../../../../shared/platform/source.ts';
import { fakeSecrets } from '../fake-secrets.ts';

const told = (text: string) => readSource('platform.yml', text).secrets.map(({ start, end, what }) => [what, text.slice(start, end)]);
const http = (settings: string) => `checks:\n  - { id: a, http: { url: https://example.com/, ${settings} } }\n`;
const [secret, short] = [fakeSecrets.password, ['hunt', 'er2'].join('')];

describe('a secret written out', () => {
  test.each([
    `name: &k ${secret}\nchecks: [{ http: { headers: { X-API-Key: *k } } }]`, `x: &k [{ name: ${secret} }]\ncredentials: { key: *k }`,
    `x: &k { X-API-Key: ${secret} }\nchecks: [{ http: { headers: *k } }]`,
  ])('is found behind an alias: %j', (text) => {
    expect(told(text).map(([, value]) => value)).toEqual([secret]);
  });

  test.each([
    'client_secret', 'x-api-key', 'auth_token', 'pwd', 'token', 'clientSecret', 'X-Amz-Security-Token', 'subscription-key', 'key',
  ])('is found in a query by the name %s, also if it is short', (name) => {
    expect(told(http(`url: "https://example.com/?a=1&${name}=${short}&b=2"`))).toEqual([['a key in a query string', short]]);
  });

  test.each(['X-Hokusai-Api-Key', 'Ocp-Apim-Subscription-Key', 'X-Amz-Security-Token', 'X-Hokusai-Key', 'apikey', 'Proxy-Authorization'])(
    'is found in the header %s', (name) => {
      expect(told(http(`headers: { ${name}: ${secret} }`))).toEqual([['a key in a header', secret]]);
    });

  test.each([
    `body: '{"user": "a", "password": "${short}"}'`, `body: "{\\"api_key\\": \\"${short}\\"}"`, `body: "user=a&password=${short}"`,
    `body: "password=${short}"`, `body: { user: a, password: ${short} }`, `body: { login: [{ clientSecret: ${short} }] }`,
  ])('is found in %s', (body) => {
    expect(told(http(body))).toHaveLength(1);
  });

  test.each([
    `AUTH ${secret}\\r\\n`, `AUTH default ${secret}`, `AUTH PLAIN ${secret}`, `USER a\\r\\nPASS ${secret}`,
    `*2\\r\\n$4\\r\\nAUTH\\r\\n$9\\r\\n${secret}\\r\\n`,
  ])('is found in what is sent: %j', (send) => {
    expect(told(`checks: [{ tcp: { send: "${send}" } }]`)).toEqual([['a login', expect.stringContaining(secret)]]);
  });

  test.each([
    ['sk', `live_${secret}`], ['rk', `test_${secret}`], ['github', `pat_${secret}`], ['glpat', secret, '-'], ['npm', `${secret}${secret}`],
    ['hf', `${secret}${secret}`], ['AI', `za${secret}${secret}`, ''], ['hk', `prod_${secret}`], ['HK', `LIVE_${secret}`],
    ['sk', `ant-api03-${secret}`, '-'],
    ['hooks.slack.com/services', `T0/B0/${secret}`, '/'],
  ])('is found by its form: %s', (before, after, between = '_') => {
    expect(told(http(`headers: { A: ${[before, after].join(between)} }`))).toHaveLength(1);
  });
});

describe('what is ordinary', () => {
  test.each([
    'services: { token: { cluster: main-cluster-01, service: tokens-service-0123 }, api-key: { cluster: a, service: b } }',
    'services: { auth: { targetGroup: "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/auth/0123456789abcdef" } }',
    'credentials: { key: { secret: hokusai/health-2024-v1, field: apiKey } }',
    'credentials: { password: { env: DB_PASSWORD_2024_V1 }, token: { parameter: /a/b-0123456789 } }',
    http('headers: { Idempotency-Key: health-check-0001, X-Cache-Key: models-0123456789, X-CSRF-Token: fetch-0123456789 }'),
    http('headers: { X-API-Key: invalid-key-0123, X-Session-Token: bad-token-0123, Cookie: lang=en, X-Request-Token: none }'),
    http('body: { eos_token: "<|end0|>", max_tokens: 256, sort_key: name-0123, s3_key: models/v1.pkl, key: models-v1 }'),
    http(`body: '{"password": "invalid-0123", "next_token": "abc0123", "api_key": "\${KEY1}", "token": "expired"}'`),
    'checks: ["https://example.com/?page_token=abc0123&sort_key=name0123&key=short&keyword=everything&tokens=12345678"]',
    'checks: ["https://example.com:8443/models/@v1", "https://[2001:db8::1]:8443/a@b", "https://example.com/?token=invalid-0123"]',
    'checks: [{ tcp: { send: "PING\\r\\n" } }, { tcp: { send: "EHLO a\\r\\nAUTH LOGIN\\r\\n" } }]',
    'checks: [{ tcp: { send: "AUTH PLAIN\\r\\n" } }, { tcp: { send: "AUTH invalid-0123" } }]',
    `checks: [{ expect: { body: { matches: '"token":"[a-z0-9]{32}"', contains: token=, notMatches: 'password=[^&]{8}' } } }]`,
    'checks: [{ expect: { json: { $.access_token: { type: string, matches: "^eyJ[A-Za-z0-9_-]{20}" } } } }]',
    'checks: [{ expect: { header: { set-cookie: { contains: session0123= } } } }]',
    '# The key is read from HOKUSAI_API_KEY=$KEY1; see https://example.com/docs/token-0123456789abcdef\nregion: us-east-1',
    'queue: { url: https://sqs.us-east-1.amazonaws.com/123456789012/sk-learn-models-hk_dev_models }',
  ])('is no secret: %s', (text) => {
    expect(told(text)).toEqual([]);
  });
});
