import type { Platform } from '../platform/platform.ts';
import { http, routed, type Draft } from './draft.ts';

/** `POST /api/v1/models` as `post-api-v1-models`. */
const slugOf = (host: string, method: string, path: string): string =>
  `${host === 'auth' ? 'auth ' : ''}${method} ${path}`.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/-$/, '');

/** `/b-c` as `-b_2d_c`, and no other path so. A path that already reads as its slug, such as `/b/c`, stays as it is. */
const exactly = (path: string): string =>
  path.replace(/[^a-z0-9/]/gu, (character) => `_${(character.codePointAt(0) ?? 0).toString(16)}_`).replaceAll('/', '-');

/**
 * One check for each documented endpoint: it is routed to an application. Nothing is sent with it, so nothing is created. Paths whose
 * slugs would be the same are told apart letter by letter, whatever their order, so that none gets the history of another.
 */
export const endpoints = ({ hosts, endpoints: documented }: Platform): readonly Draft[] => {
  const slugs = documented.map(({ host, method, path }) => slugOf(host, method, path));
  return documented.flatMap(({ host, method, path, service, name }, index): Draft[] => {
    const url = hosts[host]?.url;
    if (url === undefined) return [];
    const shared = documented.some((other, at) => slugs[at] === slugs[index] && other.path !== path);
    return [{
      slug: shared ? slugOf(host, method, '') + exactly(path) : slugs[index] ?? '', service, role: 'user-path',
      name: name ?? `${method} ${path}${host === 'auth' ? ' (auth)' : ''}`, probe: http(url + path, { method }), expect: routed,
    }];
  });
};
