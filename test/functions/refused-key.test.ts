import { expect, it } from 'vitest';
import { categoryHandler } from '../../functions/category.ts';
import { lambdaContext } from '../../local/lambda-context.ts';
import { surround } from '../../local/start/surroundings.ts';
import { authentication } from '../../shared/categories/authentication.ts';
import { http } from '../../shared/probes/http.ts';
import { serve } from '../fixtures/http-server.ts';
import { aPlatform } from '../fixtures/platform.ts';

it.each([
  ['with 401', 401, 'status'],
  ['with 200 and that it is not valid', 200, 'json'],
])('a key is read anew once auth refused it %s: it may have been rotated', async (_, status, reason) => {
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
    category: 'authentication', generate: authentication, platform, publisher: 'authentication', kinds: { http },
  });
  const call = async () => (await handler({ check: 'authentication/validation' }, lambdaContext('authentication'))).results;
  const restore = surround({ ROTATED_KEY: 'hk_the_outdated_key' });
  try {
    expect(await call()).toMatchObject([{ verdict: 'fail', reason }]);
    process.env['ROTATED_KEY'] = 'hk_the_rotated_key';
    expect(await call()).toMatchObject([{ verdict: 'pass' }]);
  } finally {
    restore();
  }
});
