import { describe, expect, test } from 'vitest';
import { initPlatform } from '../../../../shared/platform/init/init.ts';
import { grammar, lines, load, names, openapi, start, uncommented } from '../starting.ts';

describe('a starting description', () => {
  test('knows the hosts by their names', async () => {
    const { platform } = await start(['https://auth.example.com', 'https://registry.example.com/']);
    expect(platform.hosts).toMatchObject({ auth: { url: 'https://auth.example.com' }, registry: { url: 'https://registry.example.com' } });
    expect(platform.checks).toEqual([]);
    expect(platform.endpoints).toHaveLength(11);
  });

  test('takes everything else as plain checks, each once', async () => {
    const { platform } = await start([
      'https://example.com/health', 'https://example.com/health', 'http://auth.example.com/login', 'https://example.com/Health/',
    ]);
    expect(platform.checks.map(({ id }) => id)).toEqual(['endpoints/example-com-health', 'endpoints/auth-example-com-login']);
  });

  test('proposes the endpoints that the registry host lists, with those of MLflow', async () => {
    const { platform, text } = await start(['https://registry.example.com'], {
      'https://registry.example.com/openapi.json': {
        paths: { '/api/v1/models': { get: {}, post: {} }, '/api/v1/models/{name}': { delete: {} }, 'no path': { get: {} } },
      },
    });
    const mlflow = Array.from({ length: 5 }, () => expect.stringContaining(' /api/mlflow/api/2.0/') as string);
    expect(lines(platform)).toEqual(['GET /api/v1/models', ...mlflow]);
    expect(lines(uncommented(text))).toEqual([
      'GET /api/v1/models', ...mlflow, 'POST /api/v1/models', 'DELETE /api/v1/models/example',
    ]);
  });

  test.each([
    [{ 'https://registry.example.com/openapi.json': openapi('/models') }, 7], [{}, 1],
  ])('proposes as a comment what the auth host lists, whether or not the registry does: %j', async (documents, count) => {
    const urls = ['https://auth.example.com', 'https://registry.example.com'];
    const { text } = await start(urls, { ...documents, 'https://auth.example.com/openapi.json': openapi('/keys/{id}') });
    const { endpoints } = load(text.replace(/^#(?=  - )/gm, '').replace('# endpoints:', 'endpoints:'));
    expect(endpoints).toHaveLength(count);
    expect(endpoints.at(-1)).toMatchObject({ host: 'auth', method: 'GET', path: '/keys/example' });
  });

  test('proposes of another host what can be got without parameters', async () => {
    const { platform, text } = await start(['https://example.com'], { 'https://example.com/openapi.json': openapi('/items', '/items/{id}') });
    expect(names(platform)).toEqual(['GET https://example.com/', 'GET https://example.com/items']);
    expect(names(uncommented(text))).toEqual([...names(platform), 'GET https://example.com/items/example']);
  });

  const listing = { 'http://127.0.0.1:8080/openapi.json': openapi('/items', '/items/{id}', '/health') };
  const items = 'GET http://127.0.0.1:8080/items';

  test('proposes what the host of a path lists, too', async () => {
    const { platform, text, found } = await start(['http://127.0.0.1:8080/health'], listing);
    expect(names(platform)).toEqual(['GET http://127.0.0.1:8080/health', items]);
    expect(names(uncommented(text))).toContain('GET http://127.0.0.1:8080/items/example');
    expect(found).toEqual(["http://127.0.0.1:8080/health answered 404. Its host's /openapi.json lists 3 endpoints."]);
  });

  test('proposes it also where the path itself gives no answer, and says both', async () => {
    const { platform, found } = await start(['http://127.0.0.1:8080/slow'], listing, { 'http://127.0.0.1:8080/slow': { failure: 'Silence.' } });
    expect(names(platform)).toContain(items);
    expect(found).toEqual(["http://127.0.0.1:8080/slow gave no answer: Silence. Its host's /openapi.json lists 3 endpoints."]);
  });

  test.each([
    [['/health', '/ready']], [['/health', '/']], [['/', '/openapi.json']], [['/openapi.json', '/health']],
  ])('asks for the document once of each origin, and proposes once what it lists: %j', async (paths) => {
    const { platform, asked } = await start(paths.map((path) => `http://127.0.0.1:8080${path}`), listing);
    expect(asked.filter((url) => url.endsWith('/openapi.json'))).toEqual(['http://127.0.0.1:8080/openapi.json']);
    expect(names(platform).filter((name) => name === items)).toEqual([items]);
  });

  test('leaves to the registry what its host lists, where a path of it is given first', async () => {
    const { platform } = await start(['https://registry.example.com/health', 'https://registry.example.com'], {
      'https://registry.example.com/openapi.json': openapi('/api/v1/models'),
    });
    expect(names(platform)).toEqual(['GET https://registry.example.com/health']);
    expect(lines(platform)).toContain('GET /api/v1/models');
  });

  test('says what was found at each host, in its comments too', async () => {
    const { text, found, asked } = await start(
      ['https://registry.example.com', 'https://auth.example.com', 'https://example.com/health', 'http://example.com', 'https://private.example.com'],
      { 'https://registry.example.com/openapi.json': openapi('/a', '/b/{id}'), 'https://example.com/health': undefined },
      {
        'http://example.com/openapi.json': { failure: 'Nothing listens.' },
        'https://private.example.com/openapi.json': { failure: 'Not trusted.', untrusted: true },
      },
    );
    expect(found).toEqual([
      'https://registry.example.com answered; its /openapi.json lists 2 endpoints.',
      'https://auth.example.com answered; it serves no OpenAPI document at /openapi.json (404).',
      'https://example.com/health answered 200.',
      'http://example.com gave no answer: Nothing listens.',
      'https://private.example.com gave no answer: Not trusted. If that authority is your own, name its certificate under network: ca.',
    ]);
    for (const sentence of found) expect(text).toContain(`\n# * ${sentence}\n`);
    expect(text).toContain('\n# network: { control: https://sts.us-east-1.amazonaws.com/, ca: authority.pem }\n');
    expect(asked).toHaveLength(6);
    expect(new Set(asked).size).toBe(6);
  });

  test('hints at an authority only where one is not trusted', async () => {
    expect((await start(['https://example.com'])).text).not.toContain('ca:');
  });

  test("proposes as a comment a control, by which an outage of the checker's own network is known", async () => {
    const { text, platform } = await start(['https://example.com']);
    expect(platform.network.control).toBeUndefined();
    expect(load(text.replace(/^# (?=network:)/m, '')).network.control).toBe('https://sts.us-east-1.amazonaws.com/');
  });

  test('leaves a query out, and says which', async () => {
    const { text, found, asked } = await start(['https://example.com/path?page=first&api_key=value']);
    expect(text).toContain('- https://example.com/path\n');
    expect(found).toContainEqual(expect.stringContaining('The query of https://example.com/path (page, api_key) is left out'));
    expect(text).not.toMatch(/first|value/);
    expect(asked.toSorted()).toEqual(['https://example.com/openapi.json', 'https://example.com/path']);
  });

  const odd = [{ paths: 7 }, { paths: { '/a': null } }, null, 'text', { paths: { '/x#\n- evil': { get: {} } } }];
  test.each(odd)('is written whatever /openapi.json holds: %j', async (document) => {
    const { platform } = await start(['https://registry.example.com'], { 'https://registry.example.com/openapi.json': document });
    expect(platform.endpoints).toHaveLength(11);
  });

  test.each([
    ['https://', 'not an http or https URL: https://'],
    ['nonsense', 'not an http or https URL: nonsense'],
    ['ftp://x', 'not an http or https URL: ftp://x'],
    ['https:///x', 'not an http or https URL: https:///x'],
    ['registry.example.com', 'not an http or https URL: registry.example.com; did you mean "https://registry.example.com"?'],
    ['ftp://user:word@x/?key=value', 'not an http or https URL: ftp://…@x/'],
    ['https://user:word@example.com/path?key=value', 'carries a login, which does not belong in a description: https://…@example.com/path'],
  ])('is not written for %s, and nobody is asked', async (url, message) => {
    const asked: string[] = [];
    const written = initPlatform({
      grammar, urls: ['https://example.com', url], ask: async (url) => { asked.push(url); return { status: 200 }; },
    });
    const error = await written.catch((error: unknown) => error);
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain(message);
    expect(String(error)).not.toMatch(/user|word|value/);
    expect(asked).toEqual([]);
  });

  test('is refused with everything that is wrong at once', async () => {
    const written = initPlatform({ grammar, urls: ['one', 'two'], ask: () => Promise.resolve({ status: 200 }) });
    await expect(written).rejects.toThrow('not an http or https URL: one\nnot an http or https URL: two');
  });
});
