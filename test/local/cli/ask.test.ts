import { describe, expect, test } from 'vitest';
import { ask } from '../../../local/cli/ask.ts';
import { reasons } from '../../../shared/checks/reason.ts';
import { serve, serveSecurely } from '../../fixtures/http-server.ts';
import { closedPort } from '../../fixtures/tcp-server.ts';

const meaning = (reason: keyof typeof reasons) => reasons[reason].meaning;

describe('asking an address once', () => {
  test('gives the JSON of a good answer, also behind a redirect', async () => {
    await using server = await serve(({ url }, response) => {
      if (url === '/openapi.json') response.writeHead(307, { location: '/v1/openapi.json' }).end();
      else response.end('{"paths": {}}');
    });
    expect(await ask(`http://${server.address}/openapi.json`)).toEqual({ status: 200, json: { paths: {} } });
  });

  test('gives the status alone of any other answer', async () => {
    await using server = await serve(({ url }, response) => void response.writeHead(url === '/page' ? 200 : 404).end('<html>'));
    expect(await ask(`http://${server.address}/page`)).toEqual({ status: 200, json: undefined });
    expect(await ask(`http://${server.address}/other`)).toEqual({ status: 404 });
  });

  test('tells a certificate that is not trusted from a port without TLS, and both from nobody there', async () => {
    await using secure = await serveSecurely((_, response) => void response.end('{}'));
    await using plain = await serve((_, response) => void response.end('{}'));
    expect(await ask(`https://${secure.address}/`)).toEqual({ failure: meaning('tls-untrusted'), untrusted: true });
    expect(await ask(`https://${plain.address}/`)).toEqual({ failure: meaning('tls-handshake'), untrusted: false });
    expect(await ask(`http://127.0.0.1:${await closedPort()}/`)).toEqual({ failure: meaning('connect-refused'), untrusted: false });
  });
});
