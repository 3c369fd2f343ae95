import { expect, test } from 'vitest';
import { grammar } from '../../../shared/description.ts';
import { loadPlatform } from '../../../shared/platform/load.ts';

test.each([
  ['', 'critical'], ['role: readiness, ', 'critical'], ['role: warning, ', 'warning'],
  ['role: warning, severity: critical, ', 'critical'], ['severity: warning, ', 'warning'],
])('a check described with "%s" is %s', (more, severity) => {
  const text = `checks: [{ id: one, ${more}http: { url: https://example.com/1 } }]`;
  const loaded = loadPlatform(text, { file: 'platform.yml', grammar, readFile: () => '' });
  expect(loaded).toMatchObject({ platform: { checks: [{ severity }] } });
});
