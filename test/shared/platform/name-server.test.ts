import { expect, test } from 'vitest';
import { grammar } from '../../../shared/description.ts';
import { loadPlatform } from '../../../shared/platform/load.ts';

/** Where a name server that is described for the network and for a check is refused. */
const refusedAt = (server: string): readonly string[] => {
  const text = `network: { resolver: "${server}" }\nchecks: [{ id: a, service: a, dns: { name: a.example.com, resolver: "${server}" } }]`;
  const loaded = loadPlatform(text, { file: 'platform.yml', grammar, readFile: () => '' });
  return 'faults' in loaded ? loaded.faults.map(({ path }) => path) : [];
};

test.each(['10.0.0.2', '10.0.0.2:5353', 'fd00::2', '::1', '[fd00::2]', '[fd00::2]:53', '::ffff:10.0.0.2'])('%s is a name server', (server) => {
  expect(refusedAt(server)).toEqual([]);
});

test.each([
  '999.1.1.1', '1', '::::', '10.0.0.2:99999', '10.0.0.2:0', '10.0.0.2:', '[10.0.0.2]:53', '[fd00::2', 'fd00::2]', 'dns.example.com', '', '1.2.3',
])('%j is none, neither for the network nor for a check', (server) => {
  expect(refusedAt(server)).toEqual(['network.resolver', 'checks[0].dns.resolver']);
});
