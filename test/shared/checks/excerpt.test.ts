import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { excerpt, shorten } from '../../../shared/checks/excerpt.ts';

const types = fc.constantFrom('text/html', 'text/plain');

describe('an excerpt', () => {
  test.each([
    ['{"detail":\n  "Not Found"}', 'application/json', '{"detail": "Not Found"}'],
    ['<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<h1>502 Bad Gateway</h1>\r\n</body>\r\n</html>',
      'text/html', '502 Bad Gateway'],
    ['<!doctype html><title>Oops</title><style>h1 { color: red }</style><h1>Not &lt;here&gt; &amp; there</h1>',
      '', 'Oops: Not <here> & there'],
    ['<html><head><title>Only a title</title><script>alert("x")</script></head></html>', 'text/html', 'Only a title'],
    ['<html><body>cut <b>off</b> in a ta<g', 'text/html', 'cut off in a ta'],
    ['<!-- note --><p>one</p><p>two</p>', 'text/html; charset=utf-8', 'one two'],
    ['a < b and b > c', 'text/plain', 'a < b and b > c'],
    ['tab\tbell\u0007line\n\u202e end', 'text/plain', 'tab bell line end'],
    ['', 'text/html', ''],
  ])('of %j (%s) is %j', (body, type, text) => {
    expect(excerpt(Buffer.from(body), type)).toBe(text);
  });

  test('of bytes that are not text only counts them', () => {
    expect(excerpt(Buffer.from([0x89, 0x50, 0, 1]))).toBe('(4 bytes that are not text)');
  });

  test('never has more than 200 characters, line breaks or a half character', () => {
    const long = fc.string({ unit: 'grapheme', minLength: 150, maxLength: 600 });
    fc.assert(fc.property(long, types, (body, type) => {
      const text = excerpt(Buffer.from(body), type);
      expect(text.length).toBeLessThanOrEqual(200);
      expect(text.isWellFormed()).toBe(true);
      expect(text).not.toMatch(/\p{Cc}/u);
    }));
  });

  test('never holds a known secret, also where it lies across the cut or within markup', () => {
    fc.assert(fc.property(fc.stringMatching(/^[ -~]{8,40}$/), fc.nat(220), types, (secret, before, type) => {
      fc.pre(!'[redacted]'.includes(secret) && !secret.includes('[redacted]'));
      const text = excerpt(Buffer.from(`<p>${'.'.repeat(before)}${secret}<b>${secret}</b>`), type, [secret]);
      expect(text).not.toContain(secret);
    }));
  });

  test('of a huge page takes no time that grows with the square of its size', () => {
    expect(excerpt(Buffer.from('<a '.repeat(2_000_000)), 'text/html')).toBe('');
  });
});

test('a text is shortened without halving a character', () => {
  expect(shorten('abcdef', 6)).toBe('abcdef');
  expect(shorten('abcdefg', 6)).toBe('abcde…');
  expect(shorten('abc😀efg', 5)).toBe('abc…');
});
