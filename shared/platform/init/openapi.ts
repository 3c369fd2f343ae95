import type { Path } from '../fault.ts';
import { valueAt } from '../value-at.ts';

/** An operation that an OpenAPI document lists. */
export interface Operation {
  readonly method: string;
  /** With the server's path in front, and with path parameters filled in with `example`. */
  readonly path: string;
  /** The path has no parameters. */
  readonly exact: boolean;
}

export interface Listing {
  readonly operations: readonly Operation[];
  /** How many operations it lists that other hosts serve. */
  readonly elsewhere: number;
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

const textAt = (data: unknown, path: Path): string => {
  const text = valueAt(data, path);
  return typeof text === 'string' ? text : '';
};

/** https://spec.openapis.org/oas/v3.1.0#server-object: each variable has a default. */
const filledIn = (server: unknown): string =>
  textAt(server, ['url']).replace(/\{([^{}]*)\}/g, (whole, name: string) => textAt(server, ['variables', name, 'default']) || whole);

/** The servers of an operation, the closest description first; in version 2.0 there is one of the whole document. */
const serversOf = (document: unknown, template: string, method: string): readonly string[] => {
  const places = [['paths', template, method, 'servers'], ['paths', template, 'servers'], ['servers']];
  const servers = places.map((path) => valueAt(document, path)).find((found) => Array.isArray(found) && found.length > 0);
  if (Array.isArray(servers)) return servers.map(filledIn);
  const host = textAt(document, ['host']);
  return [`${host === '' ? '' : `//${host}`}${textAt(document, ['basePath']) || '/'}`];
};

/** The path that stands before an operation's own, where one of its servers is the host that lists it. */
const baseOf = (servers: readonly string[], at: URL): string | undefined => {
  const own = servers.filter((server) => !server.includes('{')).map((server) => URL.parse(server, at.href))
    .find((server) => server?.host === at.host);
  return own?.pathname.replace(/\/+$/, '');
};

/** What the OpenAPI document at an address lists; nothing for anything else. https://spec.openapis.org/oas/v3.1.0#paths-object */
export const listingOf = (document: unknown, at: URL): Listing => {
  const paths = valueAt(document, ['paths']);
  if (typeof paths !== 'object' || paths === null) return { operations: [], elsewhere: 0 };
  const all = Object.keys(paths).flatMap((template) => methods.filter((method) => valueAt(paths, [template, method]) !== undefined)
    .map((method) => ({ template, method, base: baseOf(serversOf(document, template, method), at) })));
  const operations = all.flatMap(({ template, method, base }): readonly Operation[] => {
    const filled = template.replace(/\{[^{}/]*\}/g, 'example');
    const path = `${base}${filled}`;
    const isUsable = base !== undefined && filled.startsWith('/') && /^\/[\w./~:@!$&'()*+,;=%-]*$/.test(path);
    return isUsable ? [{ method: method.toUpperCase(), path, exact: filled === template }] : [];
  });
  return { operations, elsewhere: all.filter(({ base }) => base === undefined).length };
};
