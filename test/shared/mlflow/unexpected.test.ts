import { expect, it } from 'vitest';
import { inWords, unexpected, Unexpected } from '../../../shared/mlflow/unexpected.ts';

it('tells what a target said within its sentence, without a secret and in few words', () => {
  const error = unexpected`it is ${'a made-up-secret\nof theirs'}, not ${1}, at least`;
  expect(error).toBeInstanceOf(Unexpected);
  expect(error.told(['made-up-secret'])).toBe('it is a [redacted] of theirs, not 1, at least');
  expect(unexpected`it is ${'x'.repeat(1_000_000)}, and more`.told([])).toMatch(/^it is x{199}…, and more$/);
  expect(error.message).not.toContain('secret');
});

it.each([
  [undefined, 'nothing'], [null, 'null'], [0.5, '0.5'], ['', '""'], ['a "b"', '"a \\"b\\""'], [true, 'true'], [[1], 'a list'], [{ a: 1 }, 'an object'],
])('%j in words is %s', (value, words) => {
  expect(inWords(value)).toBe(words);
});
