import { describe, expect, it } from 'vitest';
import { serviceConditions } from '../../../shared/health/service-state.ts';
import type { Remembered } from '../../../shared/health/category-state.ts';
import { blocked, failed, hard, hardSince, ok, passed, remembered, skipped, soft, stateOf, unknown } from '../../fixtures/results.ts';

const minute = 60_000;
const conditions = (states: Parameters<typeof serviceConditions>[0], at = 0) => serviceConditions(states, {}, at);
const registry = (checks: readonly Remembered[], at = 0) => conditions([stateOf(checks)], at).get('registry')?.state;
const well = remembered(passed('a'), ok);
const ill = remembered(failed('b'), hard);

const again = (since: number) => remembered(passed('a'), { state: 'ok', since });

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
    const later = remembered(failed('c'), hardSince(minute));
    expect(conditions([stateOf([later, well, ill])], minute).get('registry')).toEqual({ state: 'degraded', since: 0 });
    expect(conditions([stateOf([later, well, { ...ill, role: 'warning' }])], minute).get('registry')).toEqual({ state: 'degraded', since: minute });
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
    expect([...conditions(states)]).toEqual([['registry', { state: 'operational' }], ['mlflow', { state: 'down', since: 0 }]]);
  });

  it('is not-deployed when the description says so of all that speaks for it', () => {
    const missing = remembered({ check: 'r', verdict: 'skipped', reason: 'not-deployed', detail: 'not here' }, ok, { service: 'redis' });
    expect(conditions([stateOf([missing])]).get('redis')).toEqual({ state: 'not-deployed' });
    expect(conditions([stateOf([missing, { ...well, service: 'redis' }])]).get('redis')).toEqual({ state: 'operational' });
  });

  it('remembers since when it is well again', () => {
    expect(conditions([stateOf([again(5), { ...again(7), result: passed('b') }, { ...well, result: passed('c') }])]).get('registry')).toEqual({ state: 'operational', recoveredAt: 7 });
  });

  it('is degraded, never down, while a check of it flaps', () => {
    const flapping = remembered(failed('b'), { state: 'flapping', since: 3, lastFailed: 4 }, { role: 'readiness' });
    expect(conditions([stateOf([flapping])]).get('registry')).toEqual({ state: 'degraded', since: 3, nature: 'flapping' });
    expect(registry([flapping, ill])).toBe('degraded');
  });
});

const conditionsOf = (check: Remembered, before: Parameters<typeof serviceConditions>[1], at = 600_000) =>
  serviceConditions([stateOf([{ ...check, knownAt: at }])], before, at).get('registry');

describe('a service that answers only in part', () => {
  it('is degraded, since that was seen, though every check passes', () => {
    expect(conditionsOf(remembered(passed('a'), ok, { firsts: 'xxxxxx.xxx' }), {})).toEqual({ state: 'degraded', since: 600_000, nature: 'partial' });
    expect(conditionsOf(remembered(passed('a'), ok, { firsts: '...x.x.x..' }), {})).toEqual({ state: 'operational' });
  });

  it('is so until less than a tenth fails', () => {
    const before = { registry: { state: 'degraded', since: 60_000, nature: 'partial' } } as const;
    expect(conditionsOf(remembered(passed('a'), ok, { firsts: '.........x' }), before)).toEqual({ state: 'degraded', since: 60_000, nature: 'partial' });
    expect(conditionsOf(remembered(passed('a'), ok, { firsts: '..........' }), before)).toEqual({ state: 'operational' });
  });
});

const seenBy = (...standings: readonly (Remembered['state'] | 'cannot tell')[]) => standings.map((state, index) => stateOf(
  state === 'cannot tell' ? [remembered(unknown('a'), hard, { knownAt: -9 * minute })] : [remembered(state.state === 'ok' ? passed('a') : failed('a'), state)],
  { vantage: `v${index}` },
));

describe('seen from several vantages', () => {

  it.each([
    ['most fail', [hard, hard, ok], { state: 'down', since: 0 }],
    ['a minority fails', [hardSince(9), ok, ok], { state: 'degraded', since: 9, nature: 'regional' }],
    ['half of them fail', [hard, ok], { state: 'degraded', since: 0, nature: 'regional' }],
    ['most of those that know fail', [hard, 'cannot tell', 'cannot tell'], { state: 'down', since: 0 }],
    ['it fails for sure here and by turns there', [hard, { state: 'flapping', since: 1, lastFailed: 1 }, ok], { state: 'degraded', since: 0, nature: 'flapping' }],
    ['none fails', [ok, ok, soft], { state: 'operational' }],
  ] as const)('a check of which %s', (_, standings, condition) => {
    expect(conditions(seenBy(...standings)).get('registry')).toEqual(condition);
  });
});
