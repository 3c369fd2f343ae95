import { describe, expect, it } from 'vitest';
import { hostsWith } from '../../../../local/lab/mlflow/security.ts';
import { serveMlflow } from './serve.ts';

const { plain } = serveMlflow();
const named = serveMlflow(hostsWith('mlflow.example.local'));
const listed = serveMlflow(['registry.example.com', '10.*', 'localhost:*']);

const search = '/api/2.0/mlflow/experiments/search';
const searching = { method: 'POST', body: '{"max_results":1}' };
const type = { 'content-type': 'application/json' };

describe('the Host of a request', () => {
  it('is refused on everything when it is foreign, but for the exact health and version', async () => {
    const paths = ['/', `${search}?max_results=1`, '/none', '/api/2.0/mlflow-artifacts/artifacts', '/health/', '/health', '/version'];
    const got = await Promise.all(paths.map((path) => plain(path, { headers: { host: 'mlflow.example.com' } })));
    expect(got.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 200, 200]);
    expect([got[0]?.headers['content-type'], got[0]?.body])
      .toEqual(['text/plain', 'Invalid Host header - possible DNS rebinding attack detected']);
  });

  it.each(['localhost', 'localhost:5000', '127.0.0.1', '[::1]:1', '0.0.0.0:80', '192.168.1.2', '10.0.0.7:5000', '172.16.0.1', '172.31.9.9:1'])(
    'may be %s, the machine itself or a private network',
    async (host) => expect((await plain(search, { ...searching, headers: { ...type, host } })).status).toBe(200),
  );

  it.each(['172.15.0.1', '172.32.0.1', 'localhost.example.com', 'xlocalhost', '8.8.8.8'])('may not be %s', async (host) => {
    expect((await plain(search, { ...searching, headers: { ...type, host } })).status).toBe(403);
  });

  it('may be a name that the server is told, with or without a port', async () => {
    const hosts = ['mlflow.example.local', 'mlflow.example.local:5000', 'localhost', 'other.example.local'];
    const got = await Promise.all(hosts.map((host) => named.plain(search, { ...searching, headers: { ...type, host } })));
    expect(got.map(({ status }) => status)).toEqual([200, 200, 200, 403]);
  });

  it('is held against the given list alone, port included', async () => {
    const hosts = ['registry.example.com', 'registry.example.com:443', '10.1.2.3:5000', 'localhost:1', 'localhost', '127.0.0.1:5000'];
    const got = await Promise.all(hosts.map((host) => listed.plain(search, { ...searching, headers: { ...type, host } })));
    expect(got.map(({ status }) => status)).toEqual([200, 403, 200, 200, 403, 403]);
  });
});

const from = (origin: string, method: string, path: string) =>
  plain(path, { method, headers: { ...type, origin }, ...(method === 'GET' ? {} : { body: '{"max_results":1}' }) });

describe('the Origin of a request', () => {
  it('is refused when it is foreign and something would change', async () => {
    const methods = ['POST', 'PUT', 'DELETE', 'PATCH'];
    const got = await Promise.all(methods.map((method) => from('https://evil.example.com', method, search)));
    expect(got.map(({ status, body }) => [status, body])).toEqual(methods.map(() => [403, 'Cross-origin request blocked']));
    expect((await from('https://evil.example.com', 'POST', '/ajax-api/2.0/mlflow/experiments/search')).status).toBe(403);
    expect((await from('http://localhost.example.com', 'POST', search)).status).toBe(403);
  });

  it('passes when only read, and from the machine itself', async () => {
    const got = [
      await from('https://evil.example.com', 'GET', `${search}?max_results=1`),
      await from('http://localhost:3000', 'POST', search),
      await from('http://127.0.0.1', 'POST', search),
    ];
    expect(got.map(({ status }) => status)).toEqual([200, 200, 200]);
  });
});

it('adds its headers to every answer', async () => {
  const got = await Promise.all([plain('/health'), plain('/none'), plain(search, { headers: { host: 'foreign' } })]);
  for (const { headers } of got) expect(headers).toMatchObject({ 'x-frame-options': 'SAMEORIGIN', 'x-content-type-options': 'nosniff' });
});
