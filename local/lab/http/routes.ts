import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request on its way through an application. */
export interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  /** As the client sent it, nothing resolved or decoded. */
  readonly path: string;
  /** What follows the path's question mark, empty where there is none. */
  readonly query: string;
  /** What stood in the braces of the route's path. */
  readonly params: Readonly<Record<string, string>>;
}

export interface Route {
  /** `*` takes every method. */
  readonly method: string;
  /** `/models/{name}`; `{rest:path}` takes slashes too. */
  readonly path: string;
  readonly handle: (exchange: Exchange) => void | Promise<void>;
}

export type Match<R extends Route> =
  | { readonly kind: 'found'; readonly route: R; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: 'wrong-method'; readonly allow: string }
  | { readonly kind: 'not-found' };

/** Finds the first route for a method and a path, in the order listed. */
export function createRouter<R extends Route>(routes: readonly R[]): (method: string, path: string) => Match<R> {
  const patterns = routes.map((route) => ({ route, pattern: patternOf(route.path) }));
  return (method, path) => {
    const onPath = patterns.flatMap(({ route, pattern }) => {
      const params = pattern.exec(path);
      return params === null ? [] : [{ route, params: { ...params.groups } }];
    });
    const found = onPath.find(({ route }) => route.method === method || route.method === '*');
    if (found !== undefined) return { kind: 'found', ...found };
    if (onPath.length === 0) return { kind: 'not-found' };
    return { kind: 'wrong-method', allow: onPath.map(({ route }) => route.method).join(', ') };
  };
}

function patternOf(path: string): RegExp {
  const named = path
    .replace(/\./gu, '\\.')
    .replace(/\{(\w+)(:path)?\}/gu, (_, name: string, rest?: string) => `(?<${name}>${rest === undefined ? '[^/]+' : '.*'})`);
  return new RegExp(`^${named}$`, 'u');
}

/** The path and the query of a request target. */
export function splitTarget(target: string): Pick<Exchange, 'path' | 'query'> {
  const mark = target.indexOf('?');
  return mark < 0 ? { path: target, query: '' } : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}
