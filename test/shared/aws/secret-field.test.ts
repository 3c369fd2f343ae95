import { expect, test } from 'vitest';
import { isValue, secretField } from '../../../shared/aws/secret-field.ts';

test.each([
  ['{"a":"text"}', 'text'], ['{"a":" text\\n"}', ' text\n'], ['{"a":1234}', '1234'], ['{"a":0}', '0'],
  ['{"a":true}', 'true'], ['{"a":false}', 'false'],
  // As a task reads it, not as a number of 53 bits.
  ['{"a":12345678901234567890}', '12345678901234567890'],
])('a field of %s has a value', (secret, text) => {
  expect(secretField(secret, 'a')).toBe(text);
  expect(isValue(text)).toBe(true);
});

test.each([
  ['{"a":null}', 'a'], ['{"a":{"b":1}}', 'a'], ['{"a":[1]}', 'a'], ['{"a":""}', 'a'], ['{"a":" \\n"}', 'a'], ['{}', 'a'], ['{}', 'toString'],
  ['{"__proto__":{"a":"text"}}', 'a'], ['["text"]', '0'], ['["text"]', 'length'], ['"text"', 'length'], ['null', 'a'], ['text', 'a'], ['', 'a'],
])('of %s the field %s has none', (secret, name) => {
  expect(isValue(secretField(secret, name))).toBe(false);
});
