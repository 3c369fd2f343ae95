import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { grammar } from '../../shared/description.ts';
import { plan } from '../../shared/categories/index.ts';
import { requestsOf } from '../../shared/mlflow/stages.ts';
import { leftAloneMs } from '../../shared/mlflow/left.ts';
import { mostSwept } from '../../shared/mlflow/sweep.ts';
import { formatFaults } from '../../shared/platform/fault.ts';
import { loadPlatform } from '../../shared/platform/load.ts';

const page = await readFile(new URL('../../docs/journey.md', import.meta.url), 'utf8');
const examples = Array.from(page.matchAll(/```yaml\n([\s\S]*?)```/g), ([, example = '']) => example);
const hosts = 'hosts:\n  registry: https://registry.example.com\n';

const kindsIn = (example: string): readonly string[] => {
  const text = example.startsWith('hosts:') ? example : hosts + example;
  const loaded = loadPlatform(text, { file: 'platform.yml', grammar, readFile: () => '' });
  if ('faults' in loaded) throw new Error(formatFaults(loaded.faults));
  return plan(loaded.platform).filter(({ category, skip }) => category === 'registration' && skip === undefined).map(({ id }) => id);
};

test('both examples are accepted, and result in what the page says', () => {
  expect(examples.map(kindsIn)).toEqual([
    ['model', 'experiment', 'run', 'version'].map((stage) => `registration/${stage}`), ['registration/tracking'],
  ]);
});

test('the page knows how many requests each stage makes, and the cleanup', () => {
  const rows = page.matchAll(/^\| `registration\/(\w+)` \|.*\| (\d+)(?: to \d+)? \|$/gm);
  const told = new Map(Array.from(rows, ([, stage, count]) => [stage, Number(count)]));
  const cleanup = Number(/After that (\d+) requests clean up/.exec(page)?.[1]);
  expect(Object.fromEntries(told)).toEqual({ ...requestsOf, version: requestsOf.version - cleanup });
});

test('the page says what is swept', () => {
  expect([leftAloneMs, mostSwept]).toEqual([3_600_000, 20]);
  expect(page.replaceAll('\n', ' ')).toContain('is older than one hour, at most 20 runs and models in one go');
});
