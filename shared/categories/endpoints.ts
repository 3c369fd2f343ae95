import type { Platform } from '../platform/platform.ts';
import { http, routed, type Draft } from './draft.ts';

/** `POST /api/v1/models` as `post-api-v1-models`. */
const slugOf = (method: string, path: string): string =>
  `${method} ${path}`.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/-$/, '');

/** One check for each documented endpoint: it is routed to an application. Nothing is sent with it, so nothing is created. */
export const endpoints = ({ hosts, endpoints: documented }: Platform): readonly Draft[] =>
  documented.flatMap(({ host, method, path, service, name }): Draft[] => {
    const url = hosts[host]?.url;
    if (url === undefined) return [];
    return [{
      slug: slugOf(method, path), name: name ?? `${method} ${path}`, service, role: 'user-path',
      probe: http(url + path, { method }), expect: routed,
    }];
  });
