import { methods } from '../../platform/method.ts';
import { size } from '../../platform/units.ts';
import type { SettingsOf, Zod } from '../../platform/zod.ts';
import { authSettings } from './auth.ts';
import type { Hop } from './request.ts';

const whatUrl = 'an http or https URL without user name, password and fragment';
const whatHeaders = 'a mapping of header names to values of one line';
const whatBytes = 'at most 16MB';
const largest = 16 * 1_048_576;
/** They say where the request ends, or ask for another protocol. */
const ownHeaders = /^(?:content-length|transfer-encoding|connection|upgrade|expect|te|trailer)$/i;
const whatOwnHeaders = 'another header: how the request is framed is not for the description to say';

const isUrl = (text: string): boolean => {
  const url = URL.parse(text);
  return url !== null && /^https?:\/\/[^/]/i.test(text) && url.username === '' && url.password === '' && url.hash === '';
};
const isOwnHeader = (name: string): boolean => ownHeaders.test(name);

export const settings = (z: Zod) => z.strictObject({
  url: z.string({ error: whatUrl }).refine(isUrl, { error: whatUrl }),
  method: z.enum(methods, { error: `one of ${methods.join(', ')}` }).default('GET'),
  headers: z.record(z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/), z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/), { error: whatHeaders })
    .refine((headers) => !Object.keys(headers).some(isOwnHeader), { error: whatOwnHeaders }).default({}),
  auth: authSettings(z).exactOptional(),
  body: z.union([z.string(), z.record(z.string(), z.json()), z.array(z.json())]).exactOptional()
    .describe('Text is sent as it is, everything else as JSON.'),
  follow: z.int().min(0).max(20).default(0).describe('How many redirects are followed.'),
  maxBytes: size(z).refine((bytes) => bytes <= largest, { error: whatBytes }).default(1_048_576)
    .describe('The largest body that is read, before and after decompression.'),
  reuse: z.boolean().default(false)
    .describe('Whether a connection that such a check left open is used, and left open again; otherwise each check makes a new one.'),
});

/** What an HTTP check asks for. A body that is not text is sent as JSON; `maxBytes` limits the body before and after decompression. */
export type HttpSettings = SettingsOf<typeof settings>;

/** The request that is described. */
export const firstHop = ({ url, method, headers, body, reuse }: HttpSettings): Hop => {
  const fields = Object.entries(headers);
  const hop = { method, url: new URL(url), headers: fields, reuse };
  if (body === undefined) return hop;
  if (typeof body === 'string') return { ...hop, body: Buffer.from(body) };
  const typed = fields.some(([name]) => name.toLowerCase() === 'content-type');
  return {
    ...hop, headers: typed ? fields : [...fields, ['Content-Type', 'application/json'] as const], body: Buffer.from(JSON.stringify(body)),
  };
};
