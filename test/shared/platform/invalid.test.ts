import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatFaults } from '../../../shared/platform/fault.ts';
import { loadPlatform } from '../../../shared/platform/load.ts';
import { rules } from '../../../shared/platform/rules/index.ts';
import { parts } from '../../../shared/platform/schema.ts';
import { grammar } from './grammar.ts';
import { fakeSecrets, withSecrets } from './fake-secrets.ts';

const folder = join(import.meta.dirname, 'invalid');
const fixtures = readdirSync(folder).filter((file) => file.endsWith('.yml')).map((file) => file.replace(/\.yml$/, ''));
const readFile = (path: string) => readFileSync(join(folder, path), 'utf8');

const messages = new Map(fixtures.map((name) => {
  const file = `${name}.yml`;
  const loaded = loadPlatform(withSecrets(readFile(file)), { file, grammar, readFile });
  return [name, 'faults' in loaded ? `${formatFaults(loaded.faults)}\n` : 'no faults\n'];
}));

describe('an invalid description', () => {
  test.each(fixtures)('%s gets its exact messages', (name) => {
    expect(messages.get(name)).toBe(readFile(`${name}.txt`));
  });

  test.each(fixtures)('%s gets messages that repeat no secret', (name) => {
    const said = messages.get(name);
    for (const secret of Object.values(fakeSecrets)) expect(said).not.toContain(secret);
  });

  test.each([...Object.keys(rules), ...Object.keys(parts(grammar))])('%s has a fixture', (name) => {
    expect(fixtures).toContain(name);
  });
});
