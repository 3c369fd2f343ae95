import { describe, expect, it } from 'vitest';
import { serviceConditions } from '../../../shared/health/service-state.ts';
import type { Remembered } from '../../../shared/health/category-state.ts';
import { blocked, failed, hard, ok, passed, remembered, skipped, soft, stateOf, unknown } from '../../fixtures/results.ts';

const minute = 60_000;
const registry = (checks: readonly Remembered[], at = 0) => serviceConditions([stateOf(checks)], at).get('registry')?.state;
const well = remembered(passed('a'), ok);
const ill = remembered(failed('b'), hard);

describe('the state of a service', () => {
  it('is operational while nothing is hard', () => {
    expect(registry([well, remembered(failed('b'), soft)])).toBe('operational');
  });

  it('is degraded when one of its user-path checks is hard, down when all are', () => {
    expect(registry([well, ill])).toBe('degraded');
    expect(registry([ill, remembered(failed('c'), hard)])).toBe('down');
  });

  it('is down when those of its checks that are not hard are blocked by one that is', () => {
    const held = remembered(blocked('c', 'b'), ok);
    expect(registry([ill, held])).toBe('down');
    expect(registry([ill, held, well])).toBe('degraded');
    expect(registry([ill, remembered(blocked('c', 'd'), ok), remembered(failed('d'), soft)])).toBe('degraded');
    expect(registry([ill, { ...held, state: hard }, well])).toBe('degraded');
  });

  it('is not changed by what another service’s failure blocks', () => {
    expect(registry([{ ...ill, service: 'auth' }, remembered(blocked('c', 'b'), ok)])).toBe('operational');
  });

  it('is down when its readiness check is hard, whatever else passes', () => {
    expect(registry([well, { ...ill, role: 'readiness' }])).toBe('down');
  });

  it('is ill since the first failure that makes it so', () => {
    const later = remembered(failed('c'), { state: 'hard', since: minute });
    expect(serviceConditions([stateOf([later, well, ill])], minute).get('registry')).toEqual({ state: 'degraded', since: 0 });
    expect(serviceConditions([stateOf([later, well, { ...ill, role: 'warning' }])], minute).get('registry')?.since).toBe(minute);
  });

  it('is not changed by a warning, in either direction', () => {
    expect(registry([well, { ...ill, role: 'warning' }])).toBe('operational');
    expect(registry([{ ...well, role: 'warning' }, ill])).toBe('down');
  });

  it('is not known by warnings alone', () => {
    expect(registry([{ ...well, role: 'warning' }])).toBeUndefined();
    expect(registry([{ ...ill, role: 'warning' }])).toBeUndefined();
    expect(registry([{ ...well, role: 'warning', knownAt: 9 * minute }, well], 9 * minute)).toBe('unknown');
  });

  it('is unknown when nothing was known for more than three intervals', () => {
    expect(registry([ill, well], 3 * minute)).toBe('degraded');
    expect(registry([ill, well], 3 * minute + 1)).toBe('unknown');
  });

  it('holds while its checks cannot tell for a run or two', () => {
    expect(registry([remembered(unknown('b'), hard, { knownAt: 0 })], 2 * minute)).toBe('down');
    const { name, service, severity, role, result, state } = remembered(unknown('b'), ok);
    expect(registry([{ name, service, severity, role, result, state }])).toBe('unknown');
  });

  it('is judged from all categories together, and left out when none of its checks applies', () => {
    const states = [stateOf([well]), stateOf([{ ...ill, service: 'mlflow' }, remembered(skipped('r'), ok, { service: 'redis' })], { category: 'endpoints' })];
    expect([...serviceConditions(states, 0)]).toEqual([['registry', { state: 'operational' }], ['mlflow', { state: 'down', since: 0 }]]);
  });
});
