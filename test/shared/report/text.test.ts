import { stripVTControlCharacters, styleText } from 'node:util';
import { describe, expect, it } from 'vitest';
import { text } from '../../../shared/report/text.ts';
import { failed, mixed, passed, reportOf, unknown } from '../../fixtures/entries.ts';

const plain = { colour: (_: string, said: string) => said };

describe('the report for a terminal', () => {
  it('tells every check by category, why those that did not pass did not, and each score last', () => {
    expect(text(mixed(), plain)).toBe(`production, seen from main, 2025-08-05 07:12:03 UTC

infrastructure
  ✓ infrastructure/auth      registry  42 ms
  ✗ infrastructure/registry  registry  42 ms  status
      expected status 200-299, got 502
      infrastructure/registry · answered by the load balancer · at 10.0.3.7:443 · phase: first byte · 4 attempts · since 2025-08-05 07:02:00 UTC
      “502 Bad Gateway”
  ⊘ infrastructure/mlflow    registry         prerequisite
      Not probed: infrastructure/registry did not pass.
      infrastructure/mlflow · needs infrastructure/registry

routing
  ✓ routing/dns              registry  42 ms
  ? routing/redirect         registry         control-plane
      AWS refused the checker.
      routing/redirect
  - routing/cache            registry         no cache is deployed
  ✓ routing/tls              registry  42 ms
  ✓ routing/own              registry  42 ms
  ✓ routing/foreign          registry  42 ms

infrastructure  1/3 = 33.3 %
routing         4/4 = 100.0 %
`);
  });

  it('names the ids of what passed where the terminal has room for all of them', () => {
    const report = reportOf(passed('routing/dns', 'Name'), passed('routing/certificate', 'Certificate'));
    const lines = ['  ✓ Name         registry  42 ms  routing/dns', '  ✓ Certificate  registry  42 ms  routing/certificate'];
    const width = Math.max(...lines.map((line) => line.length));
    for (const columns of [undefined, width]) {
      expect(text(report, columns === undefined ? plain : { ...plain, columns })).toContain(`routing\n${lines.join('\n')}\n`);
    }
    expect(text(report, { ...plain, columns: width - 1 })).toContain('routing\n  ✓ Name         registry  42 ms\n  ✓ Certificate  registry  42 ms\n');
  });

  it('is the same in colour, for those who see none', () => {
    const coloured = text(mixed(), { colour: (style, said) => styleText(style, said, { validateStream: false }) });
    expect(coloured).toContain('\u001B[31m✗\u001B[39m');
    expect(stripVTControlCharacters(coloured)).toBe(text(mixed(), plain));
  });

  it('marks a pass that took more than one attempt and a time that is not to be trusted', () => {
    const { check, result } = passed('routing/dns');
    if (result.verdict !== 'pass') throw new Error('The fixture does not pass.');
    const report = reportOf({ check, result: { ...result, attempts: 3, afterRetry: true, timingSuspect: true } });
    expect(text(report, plain)).toContain('  ✓ routing/dns  registry  ~42 ms  after 3 attempts\n\n~ measured while the checker itself was busy\n');
  });

  it('tells no time of what was never asked', () => {
    const { check, result } = unknown('routing/dns');
    if (result.verdict !== 'unknown') throw new Error('The fixture is not unknown.');
    const report = reportOf({ check, result: { ...result, totalMs: 0, phases: {}, attempts: 1, timingSuspect: true } });
    expect(text(report, plain)).toContain('  ? routing/dns  registry    control-plane\n      AWS refused the checker.\n      routing/dns\n\nrouting  0/0');
  });

  it('wraps what is said of a failure to the width of the terminal', () => {
    const lines = text(reportOf(failed('routing/dns', { detail: 'word '.repeat(60).trim() })), { ...plain, columns: 60 }).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(lines.filter((line) => line.startsWith('      word'))).toHaveLength(6);
  });

  it('passes no control character of a target on to the terminal', () => {
    const report = reportOf(failed('routing/dns', { detail: 'a\u001B[2Jb', excerpt: 'c\u0007d\u202Ee\r\nf\u009Bg' }));
    const said = text(report, plain);
    expect(said).toContain('a·[2Jb');
    expect(said).toContain('“c·d·e f·g”');
  });
});
