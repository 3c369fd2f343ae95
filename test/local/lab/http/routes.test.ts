import { describe, expect, it } from 'vitest';
import type { Route } from '../../../../local/lab/http/routes.ts';
import { createRouter, splitTarget } from '../../../../local/lab/http/routes.ts';

const route = (method: string, path: string): Route => ({ method, path, handle: () => undefined });

describe('a router', () => {
  const match = createRouter([
    route('GET', '/models/{name}'),
    route('POST', '/models/{name}'),
    route('*', '/proxy/{rest:path}'),
    route('GET', '/a.json'),
  ]);

  it('fills in what stands in the braces', () => {
    expect(match('GET', '/models/m')).toMatchObject({ kind: 'found', params: { name: 'm' } });
    expect(match('PATCH', '/proxy/a/b')).toMatchObject({ kind: 'found', params: { rest: 'a/b' } });
  });

  it('tells a wrong method from a path that is not there', () => {
    expect(match('PUT', '/models/m')).toEqual({ kind: 'wrong-method', allow: 'GET, POST' });
    expect(match('GET', '/models/m/n')).toEqual({ kind: 'not-found' });
    expect(match('GET', '/aXjson')).toEqual({ kind: 'not-found' });
  });
});

it('splits a request target at its first question mark', () => {
  expect(splitTarget('/a?b=c?d')).toEqual({ path: '/a', query: 'b=c?d' });
  expect(splitTarget('/a')).toEqual({ path: '/a', query: '' });
});
