import * as z from 'zod';
import { describe, expect, test } from 'vitest';
import { plan } from '../../../../shared/categories/index.ts';
import { judge } from '../../../../shared/checks/judge.ts';
import type { Observation } from '../../../../shared/checks/observation.ts';
import type { Platform } from '../../../../shared/platform/platform.ts';
import { redis } from '../../../../shared/probes/redis.ts';
import { aPlatform } from '../../../fixtures/platform.ts';

const described = { host: 'cache.example.com', port: 6380, tls: true, credential: 'cache' };
const checkOf = (changes: Partial<Platform>) => plan(aPlatform(changes)).find(({ id }) => id === 'dependencies/cache');

describe('the cache check', () => {
  test('logs in as the platform does', () => {
    const check = checkOf({ cache: described });
    expect(check).toMatchObject({ service: 'cache', role: 'readiness', probe: { kind: 'redis', settings: described } });
    expect(check).not.toHaveProperty('skip');
    expect(redis.settings(z).parse(described)).toEqual(check?.probe.settings);
  });

  test('names no credential where none is described', () => {
    const { credential: _, ...cache } = described;
    expect(checkOf({ cache })?.probe.settings).toEqual(cache);
  });

  test('is not there where no cache is described', () => {
    expect(checkOf({})).toBeUndefined();
  });

  test('is left out where Redis is not deployed, inside the VPC and outside', () => {
    expect(checkOf({ cache: 'not-deployed' })?.skip).toBe('Redis is not deployed');
    expect(checkOf({ cache: 'not-deployed', network: { insideVpc: true } })?.skip).toBe('Redis is not deployed');
  });

  test('is left out from outside the VPC where the name is private', () => {
    const cache = { ...described, host: 'cache.example.local' };
    expect(checkOf({ cache })?.skip).toContain('cache.example.local is a private name');
    expect(checkOf({ cache, network: { insideVpc: true } })?.skip).toBeUndefined();
  });

  test.each<[string, Observation['facts'], readonly string[]]>([
    ['a master without a limit', { role: 'master', usedMemoryBytes: 1 }, []],
    ['a replica', { role: 'replica' }, ['expected role = "master", got "replica"']],
    ['memory up to the threshold', { role: 'master', usedMemoryPercent: 85 }, []],
    ['memory above the threshold', { role: 'master', usedMemoryPercent: 85.1 }, ['expected memory in use ≤ 85 % or absent, got 85.1 %']],
  ])('judges %s', (_, facts = {}, failed) => {
    const check = checkOf({ cache: described, thresholds: { ...aPlatform().thresholds, cacheMemory: 85 } });
    const outcomes = judge(check?.expect ?? {}, { phases: {}, totalMs: 0, facts }, 0);
    expect(outcomes.filter(({ ok }) => !ok).map(({ expected, saw }) => `expected ${expected}, got ${saw}`)).toEqual(failed);
  });
});
