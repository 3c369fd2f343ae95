import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plan } from '../../../shared/categories/index.ts';
import * as expectations from '../../../shared/checks/expectations/index.ts';
import { formatFaults } from '../../../shared/platform/fault.ts';
import { platformJsonSchema } from '../../../shared/platform/json-schema.ts';
import { loadPlatform } from '../../../shared/platform/load.ts';
import { rules } from '../../../shared/platform/rules/index.ts';
import { parts } from '../../../shared/platform/schema.ts';
import * as kinds from '../../../shared/probes/index.ts';

const grammar = { kinds, expectations, plan };
const text = readFileSync(join(import.meta.dirname, '../../../docs/platform.md'), 'utf8');
const examples = Array.from(text.matchAll(/```yaml\n([\s\S]*?)```/g), ([, example = '']) => example);
const [, small = '', full = ''] = examples;
const certificate = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';

const load = (example: string) => {
  const loaded = loadPlatform(example, { file: 'platform.yml', grammar, readFile: () => certificate });
  return 'faults' in loaded ? formatFaults(loaded.faults) : loaded.platform;
};

describe('the documentation of the platform file', () => {
  test.each(examples)('has an example that loads, number %#', (example) => {
    expect(load(example)).toMatchObject({ vantage: 'main' });
  });

  test('has a small example under 15 lines that results in every generated check', () => {
    expect(small.split('\n').length).toBeLessThan(15);
    const platform = load(small);
    const checked = typeof platform === 'string' ? [] : plan(platform).filter(({ skip }) => skip === undefined);
    const counts = Object.fromEntries([...Map.groupBy(checked, ({ category }) => category)].map(([category, each]) => [category, each.length]));
    expect(counts).toMatchObject({ infrastructure: 11, authentication: 19, registration: 4, endpoints: 11, routing: 10 });
  });

  test.each(Object.keys(parts(grammar)))('shows %s in the full example and explains it', (part) => {
    expect(full).toMatch(new RegExp(`^${part}:`, 'm'));
    expect(text).toContain(`| \`${part}\` |`);
  });

  test.each(Object.keys(rules))('explains the rule %s', (rule) => {
    expect(text).toContain(`| \`${rule}\` |`);
  });

  test('names every kind of probe', () => {
    const [, listed = ''] = /^\| one of (.+?) \|/m.exec(text) ?? [];
    expect([...listed.matchAll(/`(\w+)`/g)].map(([, name = '']) => name).toSorted()).toEqual(Object.keys(kinds).toSorted());
  });

  test('can be had as a JSON Schema that knows every kind and expectation', () => {
    const schema = JSON.stringify(platformJsonSchema(grammar));
    for (const name of [...Object.keys(kinds), ...Object.keys(expectations)]) expect(schema).toContain(`"${name}":{`);
  });
});
