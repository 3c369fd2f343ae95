import { describe, expect, it } from 'vitest';
import { firstAffected, nextAffected, type Seen } from '../../../shared/alerts/affected.ts';
import type { ServiceState } from '../../../shared/alerts/evaluation.ts';
import { noTrouble, type Trouble } from '../../../shared/health/trouble.ts';
import { anAffected } from '../../fixtures/alerts.ts';

const seen = (state: ServiceState, { trouble = noTrouble, muted = false }: { trouble?: Trouble; muted?: boolean } = {}): Seen => ({ state, trouble, muted });
const [down, degraded]: readonly ServiceState[] = [{ state: 'down', since: 100 }, { state: 'degraded', since: 100 }];
const well: ServiceState = { state: 'operational', since: 200 };
const before = anAffected({ state: 'degraded', worst: 'degraded', since: 40, from: 40, class: 'application error' });
const next = (state: ServiceState | undefined, options?: Parameters<typeof seen>[1], was = before) =>
  nextAffected('auth', was, state && seen(state, options), 200);

it('a service that nobody was told of is affected since its first failure, and told as it is', () => {
  const trouble: Trouble = { class: 'name not found', flapping: ['a'] };
  expect(firstAffected('auth', { state: 'down', since: 100 }, trouble)).toEqual({
    affected: { state: 'down', since: 100, from: 100, worst: 'down', downMs: 0, degradedMs: 0, class: 'name not found', flapping: ['a'] },
    change: { service: 'auth', to: 'down', since: 100, flapping: ['a'] },
  });
});

describe('a service that an incident has affected', () => {
  it('is told when it is worse than ever in it, and its time until then is counted', () => {
    expect(next(down)).toEqual({
      affected: { ...before, state: 'down', since: 200, worst: 'down', degradedMs: 160 },
      change: { service: 'auth', from: 'degraded', to: 'down', since: 100 },
    });
  });

  it('is not told when it stays, is better or relapses', () => {
    const worst = anAffected({ state: 'operational', worst: 'down', since: 150 });
    expect(next(degraded)).toEqual({ affected: before });
    expect(next(well)).toEqual({ affected: { ...before, state: 'operational', since: 200, degradedMs: 160 } });
    expect(next(down, {}, worst)).toEqual({ affected: { ...worst, state: 'down', since: 200 } });
    expect(next(degraded, {}, anAffected())).toMatchObject({ affected: { state: 'degraded', worst: 'down', downMs: 200 } });
  });

  it('was well since the first good run', () => {
    expect(next({ ...well, recoveredAt: 90 })).toEqual({ affected: { ...before, state: 'operational', since: 90, degradedMs: 50 } });
    expect(next({ ...well, recoveredAt: 10 }).affected).toMatchObject({ since: 40, degradedMs: 0 });
  });

  it('is told when it fails in a worse way, or begins to flap', () => {
    const worse: Trouble = { class: 'no connection', flapping: ['a'] };
    const step = next(degraded, { trouble: worse });
    expect(step).toEqual({
      affected: { ...before, class: 'no connection', flapping: ['a'] },
      change: { service: 'auth', from: 'degraded', to: 'degraded', since: 100, class: 'no connection', flapping: ['a'] },
    });
    expect(next(degraded, { trouble: worse }, step.affected)).toEqual({ affected: step.affected });
    expect(next(degraded, { trouble: { class: 'expectation', flapping: [] } }, step.affected)).toEqual({ affected: step.affected });
  });

  it('fails in a way that was not known before: that is no news', () => {
    const { class: _, ...unknown } = before;
    expect(next(degraded, { trouble: { class: 'name not found', flapping: [] } }, unknown)).toEqual({ affected: { ...unknown, class: 'name not found' } });
  });

  it('stays what it was while nobody can see it, and is well when it is described no more', () => {
    expect(next({ state: 'unknown', since: 150 })).toEqual({ affected: before });
    expect(next(undefined).affected).toMatchObject({ state: 'operational', since: 200, degradedMs: 160 });
    expect(next({ state: 'not-deployed', since: 150 }).affected).toMatchObject({ state: 'operational' });
  });

  it('is not told while it is muted, however much worse; but is well when it is', () => {
    const trouble: Trouble = { class: 'name not found', flapping: ['a'] };
    expect(next(down, { muted: true, trouble })).toEqual({ affected: before });
    expect(next(degraded, { muted: true, trouble })).toEqual({ affected: before });
    expect(next(well, { muted: true }).affected).toMatchObject({ state: 'operational' });
    expect(next(degraded, { muted: true }, anAffected()).affected).toMatchObject({ state: 'degraded', worst: 'down' });
  });
});
