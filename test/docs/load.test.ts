import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { plan } from '../../shared/categories/index.ts';
import { grammar } from '../../shared/description.ts';
import type { CategoryName } from '../../shared/platform/category.ts';
import { loadPlatform } from '../../shared/platform/load.ts';
import { requestsPerMinute } from '../../shared/platform/request-rate.ts';

const page = (name: string) => readFile(new URL(`../../docs/${name}.md`, import.meta.url), 'utf8');

test('the page says what checking the full example asks of the platform', async () => {
  const examples = [...(await page('platform')).matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
  const full = examples.toSorted((a, b) => b.length - a.length)[0]?.replace(', ca: authority.pem', '') ?? '';
  const loaded = loadPlatform(full, { file: 'platform.yml', grammar, readFile: () => '' });
  if (!('platform' in loaded)) throw new Error(JSON.stringify(loaded.faults));
  const { schedule } = loaded.platform;
  const checks = plan(loaded.platform).map((check) => ({ ...check, ...grammar.kinds[check.probe.kind]?.bind(check.probe.settings).target }));
  const rates = requestsPerMinute(checks, schedule).map((rate, index) => ({ category: checks[index]?.category, rate }));
  const of = (category?: CategoryName) => Math.round(rates.filter((each) => category === undefined || each.category === category).reduce((sum, { rate }) => sum + rate, 0));
  expect(await page('operations')).toContain(
    `makes ${of()} requests a minute: authentication ${of('authentication')}, dependencies ${of('dependencies')}, infrastructure ${of('infrastructure')}, and`,
  );
});
