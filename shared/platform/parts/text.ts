import * as z from 'zod';
import { hostPort } from '../host-port.ts';

/** A text of a stated form. `what` says what is allowed, in words that fit after "allowed:". */
export const text = (what: string, form = /\S/) => z.string({ error: what }).regex(form, { error: what });

export const name = text('a name of letters, digits, ".", "_" and "-"', /^[A-Za-z0-9][A-Za-z0-9._-]*$/);
export const slug = text('lower-case letters, digits and "-"', /^[a-z0-9]+(?:-[a-z0-9]+)*$/);
/** What generated checks can have after their category: also a described service's name. */
const checkSlug = '[A-Za-z0-9._-]+';
export const checkId = text('the id of a check: <category>/<id>', new RegExp(`^[a-z-]+/${checkSlug}$`));
export const checkReference = text('the id of a check', new RegExp(`^(?:[a-z-]+/)?${checkSlug}$`));
export const path = text('a path that begins with "/"', /^\/[^\s#]*$/);
const host = 'a host name or address, without scheme and port';
/** In a URL a name that ends in a number has to be an IPv4 address. */
export const hostName = text(host, /^(?:[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]+)$/)
  .refine((name) => URL.canParse(`http://${hostPort(name, 1)}`), { error: host });
export const environmentVariable = text('the name of an environment variable', /^[A-Za-z_][A-Za-z0-9_]*$/);

const wholeNumber = (what: string, from: number, to: number) => z.int({ error: what }).min(from, { error: what }).max(to, { error: what });
export const count = wholeNumber('a whole number from 1 to 10000', 1, 10_000);
export const port = wholeNumber('a port from 1 to 65535', 1, 65_535);

const isHttp = (text: string) => {
  const url = URL.parse(text);
  return url !== null && /^https?:\/\/[^/]/.test(text) && url.search === '' && url.hash === ''
    && url.username === '' && url.password === '';
};
const httpUrl = 'an http or https URL without user name, password, query and fragment';

/** A base URL; a trailing slash is taken off. */
export const baseUrl = z.string({ error: httpUrl }).refine(isHttp, { error: httpUrl }).transform((url) => url.replace(/\/+$/, ''));

const httpsUrl = 'an https URL without user name, password and fragment';

export const httpsAddress = z.string({ error: httpsUrl }).refine((text) => {
  const url = URL.parse(text);
  return url !== null && /^https:\/\/[^/]/.test(text) && url.username === '' && url.password === '' && url.hash === '';
}, { error: httpsUrl });

const link = 'an http or https URL without user name and password';

/** An address for people, as a browser takes it. */
export const linkAddress = z.string({ error: link }).refine((text) => {
  const url = URL.parse(text);
  return url !== null && /^https?:\/\/[^/\s]\S*$/.test(text) && url.username === '' && url.password === '';
}, { error: link });
