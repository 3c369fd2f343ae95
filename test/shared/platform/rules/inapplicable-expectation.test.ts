import { describe, expect, test } from 'vitest';
import { plan } from '../../../../shared/categories/index.ts';
import { grammar } from '../../../../shared/description.ts';
import { loadPlatform } from '../../../../shared/platform/load.ts';
import { aPlatform } from '../../../fixtures/platform.ts';

const examples: Readonly<Record<string, string>> = {
  status: '200', header: '{ server: nginx }', body: '{ contains: well }', json: '{ $.a: 1 }', size: '{ min: 10B }', answeredBy: 'mlflow',
  redirect: 'https://example.com/', duration: '{ max: 1s }', certificate: '{ daysLeft: 3 }', answers: '{ atLeast: 2 }', connected: 'true',
  tasks: '{ running: 2 }', facts: '{ role: primary }', steps: 'all',
};

const load = (check: string) =>
  loadPlatform(`checks: [{ id: a, service: a, ${check} }]`, { file: 'platform.yml', grammar, readFile: () => '' });

/** Names of the expectations that a check with such a probe may have, by trying each. */
const applicable = (probe: string) =>
  Object.entries(examples).flatMap(([name, settings]) => ('platform' in load(`${probe}, expect: { ${name}: ${settings} }`) ? [name] : []));

const ofAnswer = ['status', 'header', 'body', 'json', 'size', 'answeredBy', 'redirect', 'duration'];

describe('what may be expected', () => {
  test.each([
    ['http: { url: https://example.com/ }', [...ofAnswer, 'certificate']],
    ['http: { url: http://example.com/ }', ofAnswer],
    ['http: { url: https://example.com/, method: HEAD }', ['status', 'header', 'answeredBy', 'redirect', 'duration', 'certificate']],
    ['http: { url: http://example.com/, follow: 1 }', ['status', 'header', 'body', 'json', 'size', 'answeredBy', 'duration', 'certificate']],
    ['tls: { host: example.com }', ['duration', 'certificate']],
    ['tcp: { host: example.com, port: 25 }', ['duration', 'connected']],
    ['tcp: { host: example.com, port: 25, read: 1KB }', ['body', 'duration', 'connected']],
    ['dns: { name: example.com }', ['duration', 'answers']],
    ['ecs: { cluster: a, service: b }', ['duration', 'tasks']],
  ])('of %s is what it can see: %j', (probe, names) => {
    expect(applicable(probe)).toEqual(names);
  });

  test('has an example of every expectation', () => {
    expect(Object.keys(examples).sort()).toEqual(Object.keys(grammar.expectations).sort());
  });

  test('is told by the kind, the expectation, the reason and all that applies', () => {
    const loaded = load('tcp: { host: example.com, port: 25 }, expect: { body: { contains: ESMTP } }');
    expect('faults' in loaded && loaded.faults.map(({ message }) => message)).toEqual([
      'checks[0].expect.body: found "body", which does not apply to this tcp probe: nothing is read without "read"; allowed: connected, duration',
    ]);
  });
});

test('what the generated checks expect applies to them', () => {
  const wrong = plan(aPlatform()).flatMap(({ id, probe, expect: expected }) => Object.keys(expected)
    .filter((name) => !grammar.expectations[name]?.judges.some((aspect) => grammar.kinds[probe.kind]?.observes(probe.settings)[aspect] === true))
    .map((name) => `${id} ${name}`));
  expect(wrong).toEqual([]);
});

test('what is usual for a kind always applies to it', () => {
  const probes = [
    'http: { url: http://example.com/, method: HEAD, follow: 3 }', 'tls: { host: a }', 'tcp: { host: a, port: 1 }', 'dns: { name: a }',
    'ecs: { cluster: a, service: b }',
  ];
  expect(probes.map((probe) => Object.keys(load(probe)))).toEqual(probes.map(() => ['platform']));
});
