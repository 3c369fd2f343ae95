import type { Platform } from '../platform/platform.ts';
import { http, routed, type Draft } from './draft.ts';

/** `POST /api/v1/models` as `post-api-v1-models`. */
const slugOf = (host: string, method: string, path: string): string =>
  `${host === 'auth' ? 'auth ' : ''}${method} ${path}`.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/-$/, '');

/**
 * One check for each documented endpoint: it is routed to an application. Nothing is sent with it, so nothing is created. Its id is made
 * from it alone, so that it stays when another is added; two that would have the same are refused where they are described.
 */
export const endpoints = ({ hosts, endpoints: documented }: Platform): readonly Draft[] =>
  documented.flatMap(({ host, method, path, service, name }): Draft[] => {
    const url = hosts[host]?.url;
    return url === undefined ? [] : [{
      slug: slugOf(host, method, path), service, role: 'user-path',
      name: name ?? `${method} ${path}${host === 'auth' ? ' (auth)' : ''}`, probe: http(url + path, { method }), expect: routed,
    }];
  });
