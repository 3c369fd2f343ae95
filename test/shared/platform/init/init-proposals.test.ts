import { describe, expect, test } from 'vitest';
import { fakeSecrets } from '../fake-secrets.ts';
import { lines, names, openapi, start, uncommented } from '../starting.ts';

const numbered = (count: number, path = '/things') => Array.from({ length: count }, (_, n) => `${path}/${n}`);

describe('what a document lists', () => {
  test.each([
    ['a path', { servers: [{ url: '/api/v1/' }] }], ['an address of its own', { servers: [{ url: 'https://registry.example.com/api/v1' }] }],
    ['one of several', { servers: [{ url: 'https://other.example.com' }, { url: '/api/v1' }] }],
    ['version 2.0', { swagger: '2.0', basePath: '/api/v1' }],
    ['version 2.0 with a host', { swagger: '2.0', host: 'registry.example.com', basePath: '/api/v1' }],
    ['a variable', { servers: [{ url: '/{base}', variables: { base: { default: 'api/v1' } } }] }],
  ])('puts the path of the document\'s server in front: %s', async (_, server) => {
    const documents = { 'https://registry.example.com/openapi.json': { ...openapi('/models', '/models/{name}'), ...server } };
    const { platform, text } = await start(['https://registry.example.com'], documents);
    expect(lines(platform)[0]).toBe('GET /api/v1/models');
    expect(text).toContain('#  - GET /api/v1/models/example\n');
  });

  test('takes the server of a path or an operation where it has its own, and leaves out what another host serves', async () => {
    const elsewhere = [{ url: 'https://other.example.com' }];
    const paths = {
      '/a': { get: {} }, '/b': { servers: [{ url: '/v2' }], get: {} },
      '/c': { servers: elsewhere, get: { servers: [{ url: '/v3' }] }, post: {} },
      '/d': { get: { servers: [{ url: '/{unknown}' }] } },
    };
    const { platform, text, found } = await start(['https://registry.example.com'], { 'https://registry.example.com/openapi.json': { paths } });
    expect(lines(platform).slice(0, 4)).toEqual(['GET /a', 'GET /v2/b', 'GET /v3/c', expect.stringContaining('mlflow')]);
    expect(found).toEqual(['https://registry.example.com answered; its /openapi.json lists 3 endpoints, and 2 of another host, left out.']);
    expect(text).not.toContain('POST /c');
  });

  const alike = ['/a/b', '/a-b', '/A/b', '/_', '/-'];

  test('proposes the first of endpoints that read alike, and leaves the others as comments', async () => {
    const { platform, text } = await start(['https://registry.example.com'], { 'https://registry.example.com/openapi.json': openapi(...alike) });
    expect(lines(platform).slice(0, 3)).toEqual(['GET /a/b', 'GET /_', expect.stringContaining('mlflow')]);
    for (const path of ['/a-b', '/A/b', '/-']) expect(text).toContain(`#  - GET ${path}\n`);
  });

  test('leaves as a comment, with an id of its own, a check that reads like another', async () => {
    const { platform, text } = await start(['https://example.com/a_b'], { 'https://example.com/openapi.json': openapi(...alike) });
    expect(names(platform)).toEqual(['/a_b', '/_'].map((path) => `GET https://example.com${path}`));
    expect(uncommented(text).checks.map(({ id, name }) => `${id} ${name}`)).toEqual(expect.arrayContaining([
      'endpoints/get-example-com-a-b GET https://example.com/a/b', 'endpoints/get-example-com-a-b-2 GET https://example.com/a-b',
      'endpoints/get-example-com-a-b-3 GET https://example.com/A/b', 'endpoints/get-example-com GET https://example.com/-',
    ]));
  });
});

describe('the room for proposals', () => {
  test('leaves as a comment what one host has no room for', async () => {
    const { text, platform } = await start(['https://registry.example.com'], {
      'https://registry.example.com/openapi.json': openapi(...Array.from({ length: 100 }, (_, n) => `/things/${n}`)),
    });
    expect(platform.endpoints).toHaveLength(25);
    expect(text).toContain('#  - GET /things/99\n');
  });

  test('says which of the named addresses there is no room for, and keeps those of other hosts', async () => {
    const { platform, text, found } = await start([...numbered(40, 'https://example.com'), 'https://example.org/health']);
    expect(names(platform)).toEqual([...numbered(32, 'https://example.com'), 'https://example.org/health'].map((url) => `GET ${url}`));
    expect(found).toContainEqual(expect.stringMatching(/^https:\/\/example\.com\/32 is no more than a comment: /));
    expect(text).toContain('#  - { id: example-com-39, http: { url: "https://example.com/39", method: GET } }\n');
  });

  test('proposes no more of many hosts than there is room for, of each the same', async () => {
    const hosts = Array.from({ length: 25 }, (_, n) => `https://h${n}.example.com`);
    const { platform } = await start(hosts, Object.fromEntries(hosts.map((host) => [`${host}/openapi.json`, openapi(...numbered(60))])));
    expect(platform.checks).toHaveLength(400);
    expect(Object.values(Object.groupBy(names(platform), (name) => name.split('/')[2] ?? '')).map((own) => own?.length))
      .toEqual(hosts.map(() => 16));
  });

  test('counts what a host lists and what is named of it together, and keeps what is named', async () => {
    const named = numbered(9, 'https://registry.example.com/own');
    const { platform, text, found } = await start(['https://registry.example.com', ...named], {
      'https://registry.example.com/openapi.json': openapi(...numbered(60)),
    });
    expect(names(platform)).toEqual(named.map((url) => `GET ${url}`));
    expect(platform.endpoints).toHaveLength(23);
    expect(found.filter((sentence) => sentence.includes('comment'))).toEqual([]);
    for (const path of numbered(60)) expect(text).toContain(`- GET ${path}\n`);
    expect(text).toContain('#  - GET /api/mlflow/api/2.0/mlflow-artifacts/artifacts\n');
  });

  test('leaves out what is listed with a secret, also as a comment', async () => {
    const secret = fakeSecrets['platform key'];
    const paths = { '/a': { get: {} }, [`/${secret}`]: { get: {}, post: {} } };
    const { text, found } = await start(['https://registry.example.com'], { 'https://registry.example.com/openapi.json': { paths } });
    expect(text).not.toContain(secret);
    expect(found).toEqual([
      'https://registry.example.com answered; its /openapi.json lists 1 endpoint, and 2 with what looks like a secret, left out.',
    ]);
  });

  test('is not written for an address that holds a secret, which is not repeated', async () => {
    const secret = fakeSecrets['platform key'];
    const error = await start([`https://example.com/${secret}/x`]).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toMatch(/holds a platform key, which does not belong in a description: https:\/\/example\.com\/•+\/x; /);
  });
});
