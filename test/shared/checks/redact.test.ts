import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redact } from '../../../shared/checks/redact.ts';

const marker = '[redacted]';
/** Made at run time: a literal would look like a real one to whoever searches for keys. */
const made = (...parts: readonly string[]) => parts.join('');
const key = made('hk_', 'live_', 'Zm9vYmFy');
const jwt = made('eyJ', 'hbGciOiJIUzI1NiJ9', '.', 'eyJzdWIiOiIxIn0', '.', 'c2lnbmF0dXJl');

describe('what looks like a key goes, whoever it belongs to', () => {
  test.each([
    ['a platform key', `key ${key} is revoked`, `key ${marker} is revoked`],
    ['an AWS access key id', made('id=', 'AKIA', 'ABCDEFGHIJKLMNOP', '.'), `id=${marker}.`],
    ['a Bearer token', 'Authorization was Bearer abc.def-9', `Authorization was Bearer ${marker}`],
    ['Basic credentials', 'sent Basic dXNlcjpwYXNz now', `sent Basic ${marker} now`],
    ['a JSON web token', `got ${jwt}!`, `got ${marker}!`],
    ['a password in a URL', 'postgresql://mlflow:p4ss@word@db.local:5432/mlflow', `postgresql://mlflow:${marker}@db.local:5432/mlflow`],
    ['a password in a connection text', 'host=db password=p4ss user=mlflow', `host=db password=${marker} user=mlflow`],
    ['a password in JSON', '{"user":"a","password": "p4\\"s\'s","x":1}', `{"user":"a","password": "${marker}","x":1}`],
    ['a password in JSON in JSON', '"{\\"db_password\\":\\"p4ss\\"}"', `"{\\"db_password\\":\\"${marker}\\"}"`],
    ['a password that is a number', '{"password":1234}', `{"password":${marker}}`],
    ['a secret in a Python literal', "{'client_secret': 'abc'}", `{'client_secret': '${marker}'}`],
    ['a key in a query', '/x?api_key=abc&y=1', `/x?api_key=${marker}&y=1`],
    ['a key in a query by that name alone', '/x?y=1&key=abcdefgh&z=1', `/x?y=1&key=${marker}&z=1`],
    ['a GitHub token', `sent ${made('gh', 'p_', 'a1b2c3d4e5f6a7b8')}.`, `sent ${marker}.`],
    ['a Slack token', `sent ${made('xo', 'xb-', '0123456789-ab')}.`, `sent ${marker}.`],
    ['an environment variable', 'AWS_SECRET_ACCESS_KEY=abc/def+ghi', `AWS_SECRET_ACCESS_KEY=${marker}`],
    ['a header line', 'X-API-Key: abc def\r\nHost: x', `X-API-Key: ${marker}\r\nHost: x`],
    ['a PEM block', `a ${made('-----BEGIN ', 'PRIVATE KEY-----')}\nMII-x\n${made('-----END ', 'PRIVATE KEY-----')} b`, `a ${marker} b`],
    ['a PEM block that is cut off', `a ${made('-----BEGIN ', 'PRIVATE KEY-----')}\nMIIx`, `a ${marker}`],
  ])('%s', (_, text, redacted) => {
    expect(redact(text)).toBe(redacted);
  });

  test.each([
    'expected 200-299, got 502 from the load balancer', 'Bearer token missing',
    'WWW-Authenticate: Bearer realm="api"', 'Missing Authentication Token',
    'FATAL: password authentication failed for user "mlflow"',
    '{"token": null, "detail": "Invalid API key"}', 'https://example.com:8443/a?b=c', '',
  ])('%j stays as it is', (text) => {
    expect(redact(text)).toBe(text);
  });
});

const basic = (user: string, password: string) => Buffer.from(`${user}:${password}`).toString('base64');
const survives = (text: string, password: string) =>
  [...text.matchAll(/[\w+/-]{8,}/g)].some(([run]) => Buffer.from(run, 'base64').includes(Buffer.from(password)));

describe('a known secret', () => {
  const secret = fc.string({ unit: 'binary', minLength: 8, maxLength: 40 })
    .filter((text) => !marker.includes(text) && !text.includes(marker));
  const around = fc.string({ unit: 'binary' });

  test('never survives, wherever and however often it stands', () => {
    fc.assert(fc.property(secret, secret, fc.array(around), (one, other, texts) => {
      const redacted = redact(texts.join(one) + other + one + other, [one, other]);
      expect(redacted.includes(one) || redacted.includes(other)).toBe(false);
    }), { numRuns: 40 });
  });

  test('never survives in a URL, a form, JSON or HTML', () => {
    fc.assert(fc.property(secret, around, (one, text) => {
      const encoded = encodeURIComponent(one.toWellFormed());
      const form = new URLSearchParams({ q: one }).toString().slice(2);
      const json = JSON.stringify(one).slice(1, -1);
      const html = one.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
      const lower = encoded.replace(/%../g, (code) => code.toLowerCase());
      for (const written of [encoded, lower, form, json, html]) {
        expect(redact(`${text}${written}${text}`, [one])).not.toContain(written);
      }
    }), { numRuns: 40 });
  });

  test('never survives in base64 after any user name', () => {
    fc.assert(fc.property(fc.string({ minLength: 8 }), fc.string(), (password, user) => {
      expect(survives(redact(basic(user, password), [password]), password)).toBe(false);
      expect(survives(redact(Buffer.from(`${user}:${password}`).toString('base64url'), [password]), password)).toBe(false);
    }), { numRuns: 40 });
  });

  /** One way after the other, chosen for each character by itself, as careless and careful writers together would. */
  const writers: readonly ((character: string) => string)[] = [
    (character) => character,
    (character) => character.toUpperCase(),
    (character) => encodeURIComponent(character),
    (character) => [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
    (character) => [...Buffer.from(character)].map((byte) => `%25${byte.toString(16).padStart(2, '0')}`).join(''),
    (character) => JSON.stringify(character).slice(1, -1),
    (character) => JSON.stringify(JSON.stringify(character).slice(1, -1)).slice(1, -1),
    (character) => character.split('').map((half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
    (character) => `&#${character.codePointAt(0) ?? 0};`,
    (character) => `&amp;#x${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()};`,
    (character) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;', "'": '&apos;', ' ': '+' })[character] ?? character,
  ];
  const sendable = fc.stringMatching(/^[!-~äé€😀]{8,40}$/u).filter((text) => !marker.includes(text) && !text.includes(marker));

  test('never survives however each of its characters is written', () => {
    fc.assert(fc.property(sendable, fc.infiniteStream(fc.nat(writers.length - 1)), (one, choices) => {
      const characters = Array.from(one);
      const picked = [...choices.take(characters.length)];
      const text = characters.map((character, index) => (writers[picked[index] ?? 0] ?? String)(character)).join('');
      expect(redact(`<${text}>`, [one]).replace(/\\+\[/, '[')).toBe(`<${marker}>`);
    }), { numRuns: 40 });
  });

  test.each([
    ['a lower-case host', (key: string) => `http://${key.toLowerCase()}.example.com/`],
    ['a path as URL writes it', (key: string) => new URL(`http://example.com/${key}?q=${key}#${key}`).href],
    ['JSON in JSON in JSON', (key: string) => JSON.stringify(JSON.stringify(JSON.stringify({ key })))],
    ['bytes of UTF-8 read as Latin-1', (key: string) => Buffer.from(key).toString('latin1')],
    ['bytes of Latin-1 read as UTF-8', (key: string) => Buffer.from(key, 'latin1').toString('utf8')],
    ['a text that was shortened', (key: string) => `the key ${key.slice(0, 12)}…`],
    ['a text that was cut off', (key: string) => `the key ${key.slice(0, 12)}`],
  ])('is found in %s', (_, write) => {
    const secret = ['Käse', 'p%41"w\\/<&> r', 'd+X'].join('-');
    const redacted = redact(write(secret), [secret]);
    expect(redacted).toContain(marker);
    expect(redacted).not.toMatch(/k.{0,6}se|41|r-d/i);
  });

  test('that is a user name and a password gives away neither the password alone nor any base64 of it', () => {
    fc.assert(fc.property(fc.stringMatching(/^[a-z]{1,9}$/), fc.stringMatching(/^[ -~]{8,30}$/), (user, password) => {
      fc.pre(!marker.includes(password) && !password.includes(marker));
      const credential = `${user}:${password}`;
      const once = basic(user, password);
      const twice = Buffer.from(`Basic ${once}`).toString('base64');
      const text = redact(`${password} ${once} ${encodeURIComponent(once)} ${JSON.stringify(once)} ${twice}`, [credential]);
      expect(text).not.toContain(password);
      const runs = text.split(' ').map((run) => Buffer.from(decodeURIComponent(run.replaceAll('%', '%25')), 'base64'));
      for (const run of [...runs, ...runs.map((each) => Buffer.from(each.toString(), 'base64'))]) expect(run.includes(password)).toBe(false);
      expect(text).not.toContain(once.slice(-8));
    }), { numRuns: 40 });
  });

  test.each([['open sesame\n'], [' app: open sesame '], ['\topen sesame']])('with white space around it is found without: %j', (secret) => {
    expect(redact('sent open sesame, or rather b3BlbiBzZXNhbWU=.', [secret])).not.toMatch(/sesame|b3BlbiBz/);
  });

  test('of more than a thousand characters is found also in part', () => {
    const long = Array.from({ length: 1_500 }, (_, index) => String.fromCharCode(33 + ((index * index + index) % 89))).join('');
    expect(redact(`<${long}>`, [long])).toBe(`<${marker}>`);
    expect(redact(`<${long.slice(0, 1_005)}…`, [long])).toBe(`<${marker}…`);
  });

  test('never survives in part where a server quotes no more than its beginning', () => {
    const long = fc.array(fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzäÄ0123456789-_!é😀'), { minLength: 20, maxLength: 400 }).map((each) => each.join(''));
    const ends = fc.constantFrom("'", '"', '`', '\\"', '\\\\"', '&quot;', '&#39;', '%22', '\uFFFD\'', '…', '');
    fc.assert(fc.property(long, fc.nat(), ends, (one, cut, end) => {
      const bytes = Buffer.from(one);
      const least = Buffer.byteLength(Array.from(one).slice(0, 8).join(''));
      // What is left of a character that was cut in two.
      const said = bytes.toString('utf8', 0, least + (cut % (bytes.length - least + 1)));
      const before = "ERR unknown command 'AUTH', with args beginning with: '";
      const redacted = redact(`${before}${said}${end}`, [one]);
      expect(redacted.slice(0, before.length + marker.length)).toBe(before + marker);
      // The end may look like the next character, written otherwise.
      expect([end.replace('\uFFFD', ''), '']).toContain(redacted.slice(before.length + marker.length).replaceAll('\uFFFD', ''));
    }), { numRuns: 100 });
  });

  test.each(['\\', '%25', '&amp;', '/', 'a', 'a\\'])('is looked for among many of %j in no time that grows with their square', (one) => {
    const text = `${one.repeat(20_000)}.`;
    expect(redact(text, ['\\\\%25&amp;/x', `${'a'.repeat(40)}x`]) === text).toBe(true);
  });

  test('is found out by this very test when nothing is redacted', () => {
    expect(survives(basic('user', 'pässword-1'), 'pässword-1')).toBe(true);
  });

  test('of fewer than four characters is not looked for, or words would be blotted out', () => {
    expect(redact('an ordinary word', ['or', ''])).toBe('an ordinary word');
  });

  test('does not touch what is not secret', () => {
    expect(redact('before s3cr3t-value after', ['s3cr3t-value'])).toBe(`before ${marker} after`);
  });
});
