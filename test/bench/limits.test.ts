import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { mark, verdict } from '../../bench/limits.ts';

const { exitCode } = process;
afterEach(() => { process.exitCode = exitCode; });

test('one figure over its limit by a tenth is told, whatever the others are', () => {
  expect(verdict([[0.9, 1], [2.1, 2]])).toBe('  OVER THE LIMIT');
  expect(verdict([[1_501, 1_500]])).toBe('  OVER THE LIMIT');
});

test('what is within its limit, not known or over it by noise is not', () => {
  expect(verdict([[1.04, 1], [2, 2], [1e9, Infinity], [Number.NaN, 1]])).toBe('');
});

test('the process fails for one over its limit, also when others after it are not', () => {
  expect([mark(false), process.exitCode]).toEqual(['', exitCode]);
  expect([mark(true), mark(false), process.exitCode]).toEqual(['  OVER THE LIMIT', '', 1]);
});

test('no benchmark says by itself, without failing, that something is over a limit', () => {
  const bench = join(import.meta.dirname, '../../bench');
  const names = readdirSync(bench, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const saying = names.filter((name) => readFileSync(join(bench, name), 'utf8').includes('OVER THE LIMIT'));
  expect(saying).toEqual(['limits.ts']);
});
