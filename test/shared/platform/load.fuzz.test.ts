import { array, check, constantFrom, nat, property, tuple } from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatFaults } from '../../../shared/platform/fault.ts';
import { loadPlatform } from '../../../shared/platform/load.ts';
import { fakeSecrets, withSecrets } from './fake-secrets.ts';
import { grammar } from './grammar.ts';

const key = fakeSecrets['platform key'];
const seeds = ['checks', 'literal-secret', 'credentials', 'overrides', 'unknown-check']
  .map((name) => withSecrets(readFileSync(join(import.meta.dirname, 'invalid', `${name}.yml`), 'utf8')));
const pieces = [
  '\n', ': ', '- ', '{', '}', '[', ']', '"', '&a ', '*a', '!!x ', '|', '  ', '? ', '#', '%', '\t', '0', '~', '__proto__: 1\n',
  '<<: *a\n', key,
];
const edits = array(tuple(nat(), nat(3), constantFrom(...pieces)), { maxLength: 4 });

const said = (text: string) => {
  const loaded = loadPlatform(text, { file: 'platform.yml', grammar, readFile: () => '' });
  return 'faults' in loaded ? JSON.stringify(loaded.faults) + formatFaults(loaded.faults) : '';
};

test('whatever the text of a description is, loading it does not throw, and no fault repeats a key', () => {
  const outcome = check(property(constantFrom(...seeds), edits, (seed, edits) => {
    const text = edits.reduce((text, [place, cut, piece]) => {
      const at = place % text.length;
      return text.slice(0, at) + piece + text.slice(at + cut);
    }, seed);
    return !said(text).includes(key);
  }), { numRuns: 60 });
  expect(outcome).toMatchObject({ failed: false, counterexample: null });
});
