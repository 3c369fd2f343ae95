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
endpoints: [GET /b/c, GET /B/c.d/, { host: auth, path: /b_c }]
`;

test('every id that a generated check has can be overridden and required', () => {
  const generated = planned(description);
  expect(generated.map(({ id }) => id)).toEqual(expect.arrayContaining([
    'infrastructure/ecs-my_api', 'infrastructure/ecs-Web.v2', 'endpoints/get-b-c', 'endpoints/get-b-c-d', 'endpoints/auth-get-b-c',
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

const described = (...endpoints: readonly string[]) =>
  `hosts: { auth: https://auth.example.com, registry: https://registry.example.com }\nendpoints:\n${endpoints.join('\n')}\n`;

const idsOf = (...endpoints: readonly string[]) =>
  planned(described(...endpoints)).filter(({ category }) => category === 'endpoints').map(({ id }) => id);

test.each(['/b-c', '/B/c', '/b/c/', '/b_c', '/b.c', '/b//c'])('an endpoint that would have the id of another is refused, in any order: %s', (path) => {
  const [one, other, elsewhere] = ['  - GET /b/c', `  - GET ${path}`, `  - { host: auth, path: ${path} }`];
  for (const both of [[one, other], [other, one]]) {
    const loaded = loadPlatform(described(...both), { file: 'platform.yml', grammar, readFile: () => '' });
    expect('faults' in loaded && loaded.faults.map(({ line, message }) => `${line}: ${message}`)).toEqual([
      '4: endpoints[1]: found the id "endpoints/get-b-c" again; allowed: an id of its own; endpoints[0] in line 3 has this one: '
      + 'describe one of the two in full as a check with an id of its own',
    ]);
  }
  expect(idsOf(one, elsewhere, '  - POST /b/c')).toEqual(['endpoints/get-b-c', 'endpoints/auth-get-b-c', 'endpoints/post-b-c']);
  expect(idsOf(other)).toEqual(['endpoints/get-b-c']);
});
