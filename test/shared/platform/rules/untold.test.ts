import { expect, test } from 'vitest';
import { grammar } from '../../../../shared/description.ts';
import { loadPlatform } from '../../../../shared/platform/load.ts';

const faultsOf = (audiences: string, more = ''): readonly string[] => {
  const text = `audiences: { ${audiences} }\nchecks: [https://shop.example.com/, https://news.example.com/]\n${more}`;
  const loaded = loadPlatform(text, { file: 'platform.yml', grammar, readFile: () => '' });
  return 'faults' in loaded ? loaded.faults.map(({ message }) => message) : [];
};
const mail = 'mail: { topic: { env: MAIL } }';
const mailOf = (described: string) => `mail: { topic: { env: MAIL }, ${described} }`;
const other = (described: string) => `other: { topic: { env: OTHER }, ${described} }`;
const late = (services: string) =>
  `audiences.other.after: found "15m", and nobody who is told earlier of ${services}; allowed: only what another audience is told earlier, of the same services and severity`;
const both = 'shop.example.com, news.example.com';

test.each([
  [mail, []],
  ['', ['audiences: found an empty mapping; allowed: at least one audience; leave audiences out for the usual one']],
  [other('services: [shop.example.com]'), ['audiences: found nobody who is told when news.example.com is down; allowed: for every service an audience']],
  [other('format: pager'), ["audiences: found nobody who is told of the checker's own troubles; allowed: at least one audience with checker: true"]],
  [`${mail}, ${other('after: 15m')}`, []],
  [other('after: 15m'), [late(both)]],
  [`${mailOf('severity: critical')}, ${other('after: 15m, severity: critical')}`, []],
  [`${mailOf('severity: critical')}, ${other('after: 15m')}`, [late(both)]],
  [`${mailOf('services: [shop.example.com]')}, ${other('after: 15m')}`, [late('news.example.com')]],
  [`${mailOf('after: 15m')}, ${other('after: 15m')}`, [late(both).replace('other', 'mail'), late(both)]],
])('of %s', (audiences, faults) => {
  expect(faultsOf(audiences)).toEqual(faults);
});

test('what is wrong with the audiences, or with what services come from, is told first', () => {
  expect(faultsOf('mail: {}, other: { topic: { env: A }, after: 15m }')).toEqual([expect.stringContaining('exactly one of topic, pagerDuty')]);
  expect(faultsOf(other('services: [shop.example.com]'), 'hosts: { auth: 5 }')).toEqual([expect.stringContaining('hosts.auth')]);
});
