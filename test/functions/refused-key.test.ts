import { expect, it } from 'vitest';
import { categoryHandler } from '../../functions/category.ts';
import { lambdaContext } from '../../local/lambda-context.ts';
import { surround } from '../../local/start/surroundings.ts';
import { authentication } from '../../shared/categories/authentication.ts';
import { registration } from '../../shared/categories/registration.ts';
import { http } from '../../shared/probes/http.ts';
import { journey } from '../../shared/probes/journey.ts';
import { serve } from '../fixtures/http-server.ts';
import { startMlflow } from '../fixtures/journey.ts';
import { startProxy } from '../fixtures/mlflow-proxy.ts';
import { aPlatform } from '../fixtures/platform.ts';

const outdated = 'hk_the_outdated_key';

it.each([
  ['auth refused it with 401', outdated, 401, 'fail', 'status'],
  ['auth refused it with 400', outdated, 400, 'fail', 'status'],
  ['auth did not find it', outdated, 404, 'fail', 'status'],
  ['auth sent it to log in', outdated, 302, 'fail', 'status'],
  ['auth said with 200 that it is not valid', outdated, 200, 'fail', 'json'],
  ['it was no key at all', 'a placeholder', 401, 'unknown', 'credential'],
  ['it could not be sent', 'hk_the_key\nof_two_lines', 401, 'unknown', 'credential'],
] as const)('a key is read anew once %s: it may have been rotated', async (_, first, status, verdict, reason) => {
  await using server = await serve((request, response) => {
    const valid = request.headers.authorization === 'Bearer hk_the_rotated_key';
    response.writeHead(valid ? 200 : status, { 'content-type': 'application/json' }).end(JSON.stringify({ valid }));
  });
  const url = `http://${server.address}`;
  const platform = aPlatform({
    hosts: { auth: { url, httpUrl: url, health: '/health', ownPath: '/api/v1/keys/validate' } },
    credentials: { key: { from: 'env', name: 'ROTATED_KEY' } }, confirmationMs: [],
  });
  const handler = categoryHandler({
    category: 'authentication', generate: authentication, platform, categories: ['authentication'], kinds: { http },
  });
  const call = async () => (await handler({ check: 'authentication/validation' }, lambdaContext('authentication'))).results;
  const restore = surround({ ROTATED_KEY: first });
  try {
    expect(await call()).toMatchObject([{ verdict, reason }]);
    process.env['ROTATED_KEY'] = 'hk_the_rotated_key';
    expect(await call()).toMatchObject([{ verdict: 'pass' }]);
  } finally {
    restore();
  }
});

it('so is one that was refused in a step of the journey', async () => {
  await using mlflow = await startMlflow();
  await using proxy = await startProxy(mlflow.url, { key: 'hk_the_rotated_key' });
  const url = `http://${proxy.address}`;
  const platform = aPlatform({
    hosts: { registry: { url, httpUrl: url, health: '/health', ownPath: '/api' } }, credentials: { key: { from: 'env', name: 'ROTATED_KEY' } }, confirmationMs: [],
  });
  const handler = categoryHandler({ category: 'registration', generate: registration, platform, categories: ['registration'], kinds: { journey } });
  const call = async () => (await handler({ check: 'registration/experiment' }, lambdaContext('registration'))).results;
  const restore = surround({ ROTATED_KEY: 'hk_the_outdated_key' });
  try {
    expect(await call()).toMatchObject([{ verdict: 'fail', reason: 'step', status: 401 }]);
    process.env['ROTATED_KEY'] = 'hk_the_rotated_key';
    expect(await call()).toMatchObject([{ verdict: 'pass' }]);
  } finally {
    restore();
  }
});
