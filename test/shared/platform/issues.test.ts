import { expect, test } from 'vitest';
import { grammar } from '../../../shared/description.ts';
import { loadPlatform } from '../../../shared/platform/load.ts';

const faults = (text: string): readonly string[] => {
  const loaded = loadPlatform(`${text}\n`, { file: 'platform.yml', grammar, readFile: () => '' });
  return 'faults' in loaded ? loaded.faults.map(({ message, hint }) => `${message}; ${hint}`) : [];
};
const header = (wanted: string) => faults(`checks: [{ id: a, http: { url: "https://example.com/" }, expect: { header: { x: ${wanted} } } }]`);
const place = 'checks[0].expect.header.x';
const found = 'found an unknown key; allowed: contains, notContains, matches, present, absent';

test('a misspelt key is told as such also where something else than a mapping may stand', () => {
  expect(faults('cache: { hst: a }\nchecks: [https://example.com/]'))
    .toEqual(['cache.hst: found an unknown key; allowed: host, port, tls, credential; did you mean "host"?']);
});

test('a misspelt key is told as such where one of several mappings may stand', () => {
  expect(header('{ containz: a }')).toEqual([`${place}.containz: ${found}; did you mean "contains"?`]);
  expect(header('{ contains: a, zzzzzz: b }')).toEqual([`${place}.zzzzzz: found an unknown key; allowed: contains; undefined`]);
});

test('keys of several mappings at once, and other values, are told as what may stand there', () => {
  const allowed = 'allowed: the exact value, or one of { contains }, { notContains }, { matches }, { present: true }, { absent: true }; undefined';
  expect(header('{ contains: a, matches: b }')).toEqual([`${place}: found a mapping of contains, matches; ${allowed}`]);
  expect(header('7')).toEqual([`${place}: found the number 7; ${allowed}`]);
});
