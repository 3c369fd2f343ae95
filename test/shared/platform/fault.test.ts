import { describe, expect, test } from 'vitest';
import { formatFaults, pathText } from '../../../shared/platform/fault.ts';
import type { Fault } from '../../../shared/platform/fault.ts';

const fault: Fault = {
  file: 'platform.yml', line: 12, column: 3, path: 'timeout', found: 'x', allowed: 'y', message: 'timeout: found x; allowed: y',
  excerpt: { text: '\t\tx  # here', length: 1 },
};

describe('a fault as text', () => {
  test('has its place, its message and the line that is meant, with a caret below it', () => {
    expect(formatFaults([{ ...fault, hint: 'did you mean "y"?' }])).toBe(
      'platform.yml:12:3: timeout: found x; allowed: y; did you mean "y"?\n  12 | \t\tx  # here\n     | \t\t^');
  });

  test('shows of a long line what surrounds the place', () => {
    const text = `${'a'.repeat(400)}b${'c'.repeat(400)}`;
    const [, line = '', carets = ''] = formatFaults([{ ...fault, column: 401, excerpt: { text, length: 1 } }]).split('\n');
    expect(line.length).toBeLessThan(140);
    expect(line[carets.indexOf('^')]).toBe('b');
  });

  test('shows no empty line', () => {
    expect(formatFaults([{ ...fault, excerpt: { text: ' ', length: 1 } }])).toBe('platform.yml:12:3: timeout: found x; allowed: y');
  });

  test.each([[[], ''], [['a', 1, 'b'], 'a[1].b'], [['a', 'b/c', 'd-e'], 'a["b/c"].d-e']])('names the path %j as %s', (path, text) => {
    expect(pathText(path)).toBe(text);
  });
});
