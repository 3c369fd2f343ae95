import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { healthOf } from '../../../../local/lab/balancer/target-health.ts';

it('the health of a target is what it answers on its health path, and unhealthy where it answers nothing in time', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers['user-agent']} ${request.headers.host}`);
    if (request.url !== '/silent') response.writeHead(request.url === '/well' ? 200 : 302).end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const target = { address: '127.0.0.1', port };
  expect(await healthOf(target, '/well', 10_000)).toEqual({ State: 'healthy' });
  expect(await healthOf(target, '/elsewhere', 10_000)).toMatchObject({ State: 'unhealthy', Description: 'Health checks failed with these codes: [302]' });
  expect(await healthOf(target, '/silent', 20)).toEqual({ State: 'unhealthy', Reason: 'Target.Timeout', Description: 'Request timed out' });
  expect(asked[0]).toBe(`/well ELB-HealthChecker/2.0 127.0.0.1:${port}`);
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
  expect(await healthOf(target, '/well', 10_000)).toMatchObject({ State: 'unhealthy', Reason: 'Target.FailedHealthChecks' });
});
