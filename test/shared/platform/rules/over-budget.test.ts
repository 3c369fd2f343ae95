import { expect, test } from 'vitest';
import { grammar } from '../../../../shared/description.ts';
import { loadPlatform } from '../../../../shared/platform/load.ts';

const faultsOf = (checks: number, every: string, budget: number): readonly string[] => {
  const each = Array.from({ length: checks }, (_, at) => `  - { id: c${at}, category: routing, http: { url: "https://h${at}.example.com/" } }`);
  const loaded = loadPlatform([`budget: ${budget}`, `schedule: { routing: ${every} }`, 'checks:', ...each].join('\n'), { file: 'platform.yml', grammar, readFile: () => '' });
  return 'faults' in loaded ? loaded.faults.map(({ message }) => message) : [];
};

test.each([[15, '5m', 3], [20, '5m', 4], [33, '3m', 11], [36, '6m', 6], [20, '10m', 2]])('%i checks every %s exactly meet a budget of %i', (checks, every, budget) => {
  expect(faultsOf(checks, every, budget)).toEqual([]);
  expect(faultsOf(checks + 1, every, budget)).toEqual([expect.stringMatching(`^budget: found ${budget}\\.[1-4] requests a minute`)]);
});
