import * as z from 'zod';
import type { Host } from '../platform.ts';
import { baseUrl, path } from './text.ts';

/** Where plain HTTP is expected: the same host name, on the standard port. A platform without TLS has nothing else. */
const plain = (url: string) => (url.startsWith('https:') ? `http://${new URL(url).hostname}` : url);

const host = (health: string, ownPath: string) => {
  const described = z.strictObject({
    url: baseUrl.describe('Base URL.'),
    http: baseUrl.describe('Where plain HTTP redirects to HTTPS from; the same host name unless described.').exactOptional(),
    health: path.describe('Path of the health endpoint.').default(health),
    ownPath: path.describe("A path that only this host's application serves; the other host must refuse it.").default(ownPath),
  });
  const short = baseUrl.transform((url): z.output<typeof described> => ({ url, health, ownPath }));
  return z.union([short, described], { error: 'an http or https URL without user name, password, query and fragment, or a mapping with such a url' })
    .transform(({ url, http, health, ownPath }): Host => ({ url, httpUrl: http ?? plain(url), health, ownPath }));
};

export const hosts = z.strictObject({
  auth: host('/health', '/api/v1/keys/validate')
    .describe('The host that validates keys: its URL, or its URL and paths.').exactOptional(),
  registry: host('/health', '/api/v1/models')
    .describe('The host of the model registry and its MLflow proxy: its URL, or its URL and paths.').exactOptional(),
}).describe('The public hosts of the platform.');
