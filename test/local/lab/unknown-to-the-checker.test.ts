import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { incidents } from '../../../local/lab/incidents.ts';
import { sourcesIn } from '../../../scripts/import-rules.ts';

let checker: readonly (readonly [file: string, text: string])[];
beforeAll(async () => {
  checker = (await sourcesIn(join(import.meta.dirname, '../../..'))).filter(([file]) => /^(?:shared|functions)\//.test(file));
});

test('the checker is there to be searched', () => {
  expect(checker.length).toBeGreaterThan(300);
});

test.each(incidents.map(({ id }) => [id, id.replace(/^[\d-]+/, '')]))('the checker knows nothing of %s, nor of any %s', (id, name) => {
  const knowing = checker.filter(([, text]) => text.includes(id) || (name.includes('-') && text.toLowerCase().includes(name)));
  expect(knowing.map(([file]) => file)).toEqual([]);
});
