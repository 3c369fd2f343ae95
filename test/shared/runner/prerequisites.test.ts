import { expect, test } from 'vitest';
import type { Check } from '../../../shared/checks/check.ts';
import type { Result } from '../../../shared/checks/result.ts';
import { heldBack, inOrder } from '../../../shared/runner/prerequisites.ts';
import { scriptedCheck } from '../../fixtures/scripted-kind.ts';

const touched = { startedAt: 0, totalMs: 1, phases: {}, attempts: 1 };
const passed: Result = { check: 'passed', verdict: 'pass', ...touched };
const failed: Result = { check: 'failed', verdict: 'fail', reason: 'status', detail: '500', ...touched };
const unknown: Result = { check: 'unknown', verdict: 'unknown', reason: 'credential', detail: 'no key' };
const skipped: Result = { check: 'skipped', verdict: 'skipped', reason: 'not-applicable', detail: 'not deployed' };
const blocked: Result = { check: 'blocked', verdict: 'blocked', reason: 'prerequisite', prerequisite: 'root', detail: 'root did not pass' };
const cut: Result = { check: 'cut', verdict: 'blocked', reason: 'circuit-open', prerequisite: 'tripper', detail: 'timed out' };
const me = scriptedCheck('me', []);

test.each<{ name: string; required: readonly Result[] }>([
  { name: 'nothing', required: [] },
  { name: 'what passed', required: [passed] },
  { name: 'what does not apply here', required: [skipped, passed] },
])('a check that requires $name is not held back', ({ required }) => {
  expect(heldBack(me, required)).toBeUndefined();
});

const because = { verdict: 'blocked', reason: 'prerequisite' } as const;

test.each<{ name: string; required: readonly Result[]; held: Partial<Result> }>([
  { name: 'what failed', required: [passed, failed], held: { ...because, prerequisite: 'failed' } },
  { name: 'what is blocked itself', required: [blocked], held: { ...because, prerequisite: 'root' } },
  { name: 'what an open circuit held back', required: [cut], held: { ...because, prerequisite: 'tripper' } },
  { name: 'what could not be told', required: [passed, unknown], held: { verdict: 'unknown', reason: 'credential' } },
  { name: 'both what could not be told and what failed', required: [unknown, failed], held: { ...because, prerequisite: 'failed' } },
])('a check that requires $name is held back for that reason', ({ required, held }) => {
  expect(heldBack(me, required)).toMatchObject({ check: 'me', ...held });
});

/** The order of checks that are written as what they require. */
const order = (written: Readonly<Record<string, readonly string[]>>, rest: Readonly<Record<string, Partial<Check>>> = {}) =>
  inOrder(Object.entries(written).map(([id, requires]) => scriptedCheck(id, [], { requires, ...rest[id] }))).map(({ id }) => id);

test('each check comes after those it requires, the exempt ones first, otherwise as they came', () => {
  expect(order({ a: ['c'], b: [], c: ['d'], d: [] }, { d: { exempt: true } })).toEqual(['d', 'b', 'c', 'a']);
});

test('what is required but not part of the run is taken as given', () => {
  expect(order({ a: ['elsewhere'] })).toEqual(['a']);
});

test('checks that require each other, and those behind them, are left out', () => {
  expect(order({ a: ['b'], b: ['a'], c: ['b'], d: [] })).toEqual(['d']);
});

test('what does not apply waits for nothing, so it cannot be part of a circle', () => {
  expect(order({ a: ['b'], b: ['a'] }, { b: { skip: 'not deployed' } })).toEqual(['b', 'a']);
});
