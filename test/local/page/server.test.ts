import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { servePage } from '../../../local/page/server.ts';
import { UsageError } from '../../../local/usage-error.ts';

let page: Awaited<ReturnType<typeof servePage>>;
let html: () => Promise<string>;
const pressed: string[] = [];

beforeAll(async () => {
  const buttons = new Map(['/heal', '/incident/x'].map((path) => [path, () => void pressed.push(path)]));
  page = await servePage(0, { html: () => html(), buttons });
});
afterAll(() => page.close());
beforeEach(() => {
  pressed.length = 0;
  html = async () => '<!doctype html><p>well</p>';
});

interface Answer { readonly status?: number | undefined; readonly headers: Record<string, unknown>; readonly body: string }

/** As a browser would ask; a header may be anything, which fetch would not allow. */
const ask = async (method: string, path: string, headers: Readonly<Record<string, string>> = {}) => {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const { port } = new URL(page.url);
  request({ host: '127.0.0.1', port, method, path, agent: false, headers }, (response) => {
    text(response).then((body) => resolve({ status: response.statusCode, headers: response.headers, body }), reject);
  }).on('error', reject).end();
  return promise;
};

describe('the page', () => {
  it('shows itself, never from a cache, loading nothing from elsewhere and inside no other page', async () => {
    const shown = await ask('GET', '/?x=1');
    expect(shown).toMatchObject({ status: 200, body: '<!doctype html><p>well</p>' });
    expect(shown.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    expect(shown.headers['content-security-policy']).toMatch(/default-src 'none';.*frame-ancestors 'none'/);
    expect(await ask('HEAD', '/')).toMatchObject({ status: 200, body: '' });
  });

  it('does what its buttons say, by POST only, and leads back', async () => {
    expect(await ask('POST', '/heal', { origin: page.url.slice(0, -1) })).toMatchObject({ status: 303, headers: { location: '/' } });
    expect(await ask('POST', '/incident/x')).toMatchObject({ status: 303 });
    expect(await ask('GET', '/heal')).toMatchObject({ status: 405, headers: { allow: 'POST' } });
    expect(await ask('POST', '/')).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
    expect(pressed).toEqual(['/heal', '/incident/x']);
  });

  it.each(['/nowhere', '/heal/', '/heal/x', '/incident/', '/incident/%E0%A4%A', '//', '/__proto__'])('has nothing at %s', async (path) => {
    expect(await ask('GET', path)).toMatchObject({ status: 404 });
    expect(await ask('POST', path)).toMatchObject({ status: 404 });
    expect(pressed).toEqual([]);
  });

  it.each([
    ['a form on another page', { origin: 'https://example.com' }],
    ['a page without an origin of its own', { origin: 'null' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['another name for this address', { host: 'rebound.example.com' }],
  ])('is closed to %s', async (_, headers) => {
    expect(await ask('POST', '/heal', headers)).toMatchObject({ status: 403 });
    expect(await ask('GET', '/', headers)).toMatchObject({ status: 403 });
    expect(pressed).toEqual([]);
  });

  it('says when it cannot be made, and is there again afterwards', async () => {
    html = () => Promise.reject(new Error('no memory'));
    expect(await ask('GET', '/')).toMatchObject({ status: 500, body: 'no memory\n' });
    html = async () => 'again';
    expect(await ask('GET', '/')).toMatchObject({ status: 200, body: 'again' });
  });

  it('refuses a port that is taken, in one sentence', async () => {
    const port = Number(new URL(page.url).port);
    const refused = servePage(port, { html, buttons: new Map() });
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(new RegExp(`^The page cannot have port ${port}: .*EADDRINUSE.* Choose another with --port\\.$`));
  });
});
