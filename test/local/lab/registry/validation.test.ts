import { createServer } from 'node:https';
import type { LookupFunction } from 'node:net';
import { createSecureContext } from 'node:tls';
import { expect, it } from 'vitest';
import { createAuthority } from '../../../../local/lab/certificate/authority.ts';
import { listen } from '../../../../local/lab/http/listen.ts';
import { validator } from '../../../../local/lab/registry/validation.ts';

const lookup: LookupFunction = (_, options, callback) =>
  (options.all === true ? callback(null, [{ address: '127.0.0.1', family: 4 }]) : callback(null, '127.0.0.1', 4));

it('looks at the certificate of the auth service every time it asks', async () => {
  const [from, to] = [Date.now() - 1000, Date.now() + 60_000];
  const [trusted, stranger] = await Promise.all(['test CA', 'another CA'].map((name) => createAuthority(name, from, to)));
  if (trusted === undefined || stranger === undefined) throw new Error('no authority');
  const [good, bad] = await Promise.all([trusted, stranger].map((authority) => authority.issue(['auth.test'], from, to)));
  let shown = good;
  const server = await listen(createServer({ ...good, SNICallback: (_, done) => done(null, createSecureContext(shown)) },
    (_, outgoing) => outgoing.end('{"valid":true}')));
  const askAuth = validator({ url: `https://auth.test:${server.port}`, ca: trusted.pem, lookup, timeoutMs: 60_000 });
  const { signal } = new AbortController();
  const asked = [await askAuth('a-key', signal), await askAuth('a-key', signal)];
  shown = bad;
  expect([...asked, await askAuth('a-key', signal)]).toEqual([
    { valid: true }, { valid: true }, { valid: false, status: 401, detail: 'Authentication service unavailable' },
  ]);
  await server.stop();
});
