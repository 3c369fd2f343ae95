import { expect, test } from 'vitest';
import { grammar } from '../../../shared/description.ts';
import { formatFaults } from '../../../shared/platform/fault.ts';
import { loadPlatform } from '../../../shared/platform/load.ts';

const planned = (text: string) => {
  const loaded = loadPlatform(text, { file: 'platform.yml', grammar, readFile: () => '' });
  if ('faults' in loaded) throw new Error(formatFaults(loaded.faults));
  return grammar.plan(loaded.platform);
};

const description = `
hosts: { auth: https://auth.example.com, registry: https://registry.example.com }
services: { my_api: { cluster: main, service: one }, Web.v2: { cluster: main, service: two } }
endpoints: [GET /b/c, GET /b-c, GET /B/c/, { host: auth, path: /b_c }]
`;

test('every id that a generated check has can be overridden and required', () => {
  const generated = planned(description);
  expect(generated.map(({ id }) => id)).toEqual(expect.arrayContaining([
    'infrastructure/ecs-my_api', 'infrastructure/ecs-Web.v2', 'endpoints/get-b-c', 'endpoints/get-b_2d_c', 'endpoints/get-_42_-c-',
  ]));
  const overrides = generated.map(({ id }) => `  ${id}: { enabled: false }\n`).join('');
  expect(planned(`${description}overrides:\n${overrides}`).map(({ skip }) => skip))
    .toEqual(generated.map(() => 'switched off by the description'));

  const checks = generated.map(({ id, category }, at) => {
    const requires = at % 2 === 0 ? id : id.replace(/^.*\//, '');
    return `  - { id: own-${at}, category: ${category}, requires: ["${requires}"], http: { url: "https://${at}.example.com/" } }\n`;
  }).join('');
  const required = planned(`${description}checks:\n${checks}`).flatMap(({ requires }) => requires);
  expect(required).toEqual(expect.arrayContaining(generated.map(({ id }) => id)));
});
