import type { HttpResponse } from '../observation.ts';
import type { Zod } from '../../platform/zod.ts';
import { defineExpectation } from './expectation.ts';
import { many, oneOrMany } from './one-or-many.ts';
import type { OneOrMany } from './one-or-many.ts';
import { either, show } from './words.ts';

/** The address it leads to, or that and the status codes with which it may. */
export type RedirectSettings = string | { readonly to: string; readonly status?: OneOrMany<number> };

const codes = [301, 302, 303, 307, 308];

const settings = (z: Zod) => {
  const to = z.url({ protocol: /^https?$/, error: 'an http or https URL' });
  const status = oneOrMany(z, z.literal(codes), '301, 302, 303, 307, 308 or a list of them').exactOptional();
  return z.union([to, z.strictObject({ to, status })], { error: 'a URL, or { to: a URL, status: 301 }' });
};

const target = ({ headers, url }: HttpResponse): string | undefined => {
  const location = headers.find(([name]) => name === 'location')?.[1];
  return location !== undefined && URL.canParse(location, url) ? new URL(location, url).href : undefined;
};

/** The answer is a redirect to exactly this address; a relative Location counts from the address asked for (RFC 9110, 10.2.2). */
export const redirect = defineExpectation<RedirectSettings>({
  settings,
  judges: ['redirect'],
  replaces: ['status'],
  judge: (wanted, { response }) => {
    const { to, status = codes } = typeof wanted === 'string' ? { to: wanted } : wanted;
    const allowed = many(status);
    const leadsTo = response === undefined ? undefined : target(response);
    const ok = response !== undefined && allowed.includes(response.status) && leadsTo === new URL(to).href;
    const saw = response === undefined ? 'no answer'
      : codes.includes(response.status) ? `${response.status} to ${leadsTo ?? 'no address'}` : `${response.status} and no redirect`;
    const by = allowed.length === codes.length ? '' : ` by ${either(allowed.map(String))}`;
    return [{ ok, expected: `a redirect to ${show(to).slice(1, -1)}${by}`, saw, reason: 'redirect' }];
  },
});
