import { expect, test } from 'vitest';
import { grammar } from '../../../../shared/description.ts';
import { loadPlatform } from '../../../../shared/platform/load.ts';

const faultsOf = (authentication: string, hosts: string): readonly string[] => {
  const text = `credentials: { old: { env: OLD } }\nauthentication: { ${authentication} }\nhosts: { ${hosts} }\nchecks: [https://example.com/]`;
  const loaded = loadPlatform(text, { file: 'platform.yml', grammar, readFile: () => '' });
  return 'faults' in loaded ? loaded.faults.map(({ line, message }) => `${line}: ${message}`) : [];
};
const [auth, registry] = ['auth: https://auth.example.com', 'registry: https://registry.example.com'];

test.each([
  ['revoked: old', auth, ['2: authentication.revoked: found a key that no check asks with; allowed: nothing, unless there is hosts.registry']],
  ['revoked: old', registry, []],
  ['second: old', '', ['2: authentication.second: found a key that no check asks with; allowed: nothing, unless there is hosts.auth or hosts.registry']],
  ['second: old', auth, []],
  ['second: old', registry, []],
  // What is wrong with the hosts is told first.
  ['second: old', 'auth: 7', [expect.stringContaining('hosts.auth')]],
])('of %s with %s', (authentication, hosts, faults) => {
  expect(faultsOf(authentication, hosts)).toEqual(faults);
});
