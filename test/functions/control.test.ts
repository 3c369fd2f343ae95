import { describe, expect, it } from 'vitest';
import { categoryHandler } from '../../functions/category.ts';
import { answers } from '../../functions/control.ts';
import { lambdaContext } from '../../local/lambda-context.ts';
import { infrastructure } from '../../shared/categories/infrastructure.ts';
import { http } from '../../shared/probes/http.ts';
import { network, serve, serveSecurely } from '../fixtures/http-server.ts';
import { aPlatform } from '../fixtures/platform.ts';
import { closedPort, startServer } from '../fixtures/tcp-server.ts';

const way = { ...network, timeoutMs: 30_000 };

describe('the control', () => {
  it.each([200, 302, 403, 503])('answers with %i, so the way out is open', async (status) => {
    await using server = await serveSecurely((_, response) => response.writeHead(status, { location: '/elsewhere' }).end('x'.repeat(100_000)));
    expect(await answers(`https://${server.address}/`, way)).toBe(true);
  });

  it('does not answer where nothing listens', async () => {
    expect(await answers(`https://127.0.0.1:${await closedPort()}/`, way)).toBe(false);
  });

  it('does not answer where it is silent: it is waited for no longer than that', async () => {
    await using server = await startServer(() => {});
    expect(await answers(`https://${server.address}/`, { ...way, timeoutMs: 50 })).toBe(false);
  });

  it('does not answer where somebody else does, whose certificate nobody trusts, or who does not speak TLS', async () => {
    await using other = await serveSecurely((_, response) => response.end());
    expect(await answers(`https://${other.address}/`, { timeoutMs: way.timeoutMs })).toBe(false);
    await using plain = await serve((_, response) => response.end());
    expect(await answers(`https://${plain.address}/`, way)).toBe(false);
  });
});

/** What it saw of a platform at a port, and how often the control was asked. */
const seen = async (port: number, isUp: boolean) => {
  let asked = 0;
  await using up = await serveSecurely((_, response) => {
    asked += 1;
    response.writeHead(403).end();
  });
  const url = `http://127.0.0.1:${port}`;
  const host = { url, httpUrl: url, health: '/health', ownPath: '/own' };
  const control = `https://127.0.0.1:${isUp ? up.port : await closedPort()}/`;
  const platform = aPlatform({ hosts: { auth: host, registry: host }, services: {}, network: { ...network, insideVpc: false, control }, confirmationMs: [] });
  const handler = categoryHandler({ category: 'infrastructure', generate: infrastructure, platform, categories: ['infrastructure'], kinds: { http } });
  const { results } = await handler({ check: 'infrastructure/auth-health' }, lambdaContext('infrastructure'));
  return { asked, results: results.map((result) => [result.verdict, result.verdict === 'pass' ? undefined : result.reason]) };
};

describe('the function of a category', () => {
  it('says that a platform that does not answer fails, where the control answers', async () => {
    expect(await seen(await closedPort(), true)).toEqual({ asked: 1, results: [['fail', 'connect-refused']] });
  });

  it('says that it cannot tell where the control does not answer either', async () => {
    expect(await seen(await closedPort(), false)).toEqual({ asked: 0, results: [['unknown', 'network']] });
  });

  it('does not ask the control where the platform answers, whatever it says', async () => {
    await using platform = await serve((_, response) => response.writeHead(500).end());
    expect(await seen(platform.port, true)).toEqual({ asked: 0, results: [['fail', 'status']] });
    expect(await seen(platform.port, false)).toEqual({ asked: 0, results: [['fail', 'status']] });
  });
});
