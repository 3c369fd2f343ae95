import { describe, expect, test } from 'vitest';
import { redirect } from '../../../../shared/checks/expectations/redirect.ts';
import { answered, refused } from '../../../fixtures/observation.ts';
import { fault, judged, met } from './expect.ts';

const url = 'http://registry.example.com/health?deep=1';
const to = (location: string, status = 301) => answered({ status, url, headers: [['location', location]] });

describe('redirect', () => {
  test.each([
    ['https://registry.example.com/health?deep=1', 'https://registry.example.com:443/health?deep=1', 301, true],
    ['https://registry.example.com/health?deep=1', 'https://registry.example.com/health', 301, false],
    ['https://registry.example.com/health', 'http://registry.example.com/health', 301, false],
    ['http://registry.example.com/login', '/login', 302, true],
    ['http://registry.example.com/login', 'login', 307, true],
    ['https://registry.example.com/', '//registry.example.com', 308, false],
    ['https://registry.example.com/', 'https://registry.example.com', 200, false],
    [{ to: 'https://registry.example.com/', status: 301 }, 'https://registry.example.com', 301, true],
    [{ to: 'https://registry.example.com/', status: [301, 308] }, 'https://registry.example.com', 302, false],
  ])('%j judges a Location of %s with %i as %j', (written, location, status, ok) => {
    expect(met(redirect, written, to(location, status))).toBe(ok);
  });

  test('says in words where it leads instead', () => {
    const wanted = 'https://registry.example.com/';
    const other = [
      ...judged(redirect, wanted, to('/login')),
      ...judged(redirect, { to: wanted, status: 301 }, answered({ status: 302, url })),
      ...judged(redirect, wanted, answered({ url })),
      ...judged(redirect, wanted, refused),
    ];
    expect(other).toEqual([
      `not met: a redirect to ${wanted} | 301 to http://registry.example.com/login`,
      `not met: a redirect to ${wanted} by 301 | 302 to no address`,
      `not met: a redirect to ${wanted} | 200 and no redirect`,
      `not met: a redirect to ${wanted} | no answer`,
    ]);
  });

  test.each(['/login', 'ftp://example.com/', {}, { to: 'https://example.com/', status: 200 }])('refuses %j', (written) => {
    expect(fault(redirect, written)).toBeTypeOf('string');
  });
});
