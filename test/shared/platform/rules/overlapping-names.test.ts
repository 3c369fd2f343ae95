import { expect, test } from 'vitest';
import { grammar } from '../../../../shared/description.ts';
import { loadPlatform } from '../../../../shared/platform/load.ts';

const faults = (text: string): readonly string[] => {
  const loaded = loadPlatform(text, { file: 'platform.yml', grammar, readFile: () => '' });
  return 'faults' in loaded ? loaded.faults.map(({ line, column, message }) => `${line}:${column} ${message}`) : [];
};

const hosts = 'environment: test\nhosts: { registry: https://registry.example.com }\n';
const tasks = '{ cluster: main, service: own }';
const check = (id: string, name: string) => `  - { id: ${id}, name: "${name}", http: { url: https://example.com/${id} } }\n`;

test.each([
  ['a service beside the host whose name it has', `${hosts}services: { Registry: ${tasks} }`,
    '3:13 services.Registry: found the service "Registry"; allowed: a name that differs from "registry" in more than case'],
  ['that service, also where a check has the name as it should be',
    `${hosts}services: { Registry: ${tasks} }\nchecks: [{ id: own, service: registry, http: { url: https://example.com/ } }]`,
    '3:13 services.Registry: found the service "Registry"; allowed: a name that differs from "registry" in more than case'],
  ['that service, also where an endpoint has the name as it should be',
    `${hosts}services: { Registry: ${tasks} }\nendpoints: [{ path: /a, service: registry }]`,
    '3:13 services.Registry: found the service "Registry"; allowed: a name that differs from "registry" in more than case'],
  ['an endpoint beside MLflow', `${hosts}endpoints:\n  - GET /a\n  - { path: /b, service: MLFLOW }`,
    '5:26 endpoints[1].service: found the service "MLFLOW"; allowed: a name that differs from "mlflow" in more than case'],
  ['an endpoint beside a service', `${hosts}services: { billing: ${tasks} }\nendpoints:\n  - { path: /b, service: Billing }`,
    '5:26 endpoints[0].service: found the service "Billing"; allowed: a name that differs from "billing" in more than case'],
  ['a service beside another that people know as the registry', `services: { api: ${tasks}, Registry: ${tasks} }`,
    '1:51 services.Registry: found the service "Registry"; allowed: a name that differs from "registry" in more than case'],
])('tells %s at what is described', (_, text, message) => {
  expect(faults(text)).toEqual([message]);
});

test('takes a name that is the same in every place for one service', () => {
  const endpoints = 'endpoints: [{ path: /b, service: mlflow }, { path: /c, service: registry }]';
  expect(faults(`${hosts}services: { mlflow: ${tasks} }\n${endpoints}`)).toEqual([]);
});

test.each(['front  page', ' front page ', 'Front\\tpage'])('takes "%s" for "front page"', (name) => {
  expect(faults(`checks:\n${check('one', 'front page')}${check('two', name)}`))
    .toEqual([expect.stringContaining('allowed: a name of its own; "endpoints/one" has this one')]);
});
