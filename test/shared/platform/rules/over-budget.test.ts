import { expect, test } from 'vitest';
import { together } from '../../../../shared/platform/request-rate.ts';
import { grammar } from '../../../../shared/description.ts';
import { loadPlatform } from '../../../../shared/platform/load.ts';

const faultsOf = (checks: number, every: string, budget: number): readonly string[] => {
  const each = Array.from({ length: checks }, (_, at) => `  - { id: c${at}, category: routing, http: { url: "https://h${at}.example.com/" } }`);
  const loaded = loadPlatform([`budget: ${budget}`, `schedule: { routing: ${every} }`, 'checks:', ...each].join('\n'), { file: 'platform.yml', grammar, readFile: () => '' });
  return 'faults' in loaded ? loaded.faults.map(({ message }) => message) : [];
};

test.each([
  [15, '5m', 3, '3.2'], [20, '5m', 4, '4.2'], [33, '3m', 11, '11.34'], [36, '6m', 6, '6.17'], [20, '10m', 2, '2.1'],
])('%i checks every %s exactly meet a budget of %i', (checks, every, budget, found) => {
  expect(faultsOf(checks, every, budget)).toEqual([]);
  expect(faultsOf(checks + 1, every, budget)).toEqual([expect.stringContaining(`budget: found ${found} requests a minute`)]);
});

test('the message says the same number as a plan does', () => {
  // 152 checks every three minutes.
  expect(faultsOf(152, '3m', 50)).toEqual([expect.stringMatching(/^budget: found 50\.67 requests a minute \(routing 50\.67\)/)]);
  expect(together(Array.from({ length: 152 }, () => 1 / 3))).toBe(50.67);
  expect(together(Array.from({ length: 151 }, () => 1 / 3))).toBe(50.34);
  expect(together([0.1, 0.2])).toBe(0.3);
});
