import { describe, expect, it } from 'vitest';
import { markdown } from '../../../shared/report/markdown.ts';
import { failed, mixed, passed, reportOf, unknown } from '../../fixtures/entries.ts';

describe('the report as Markdown', () => {
  it('begins with the scores, then tells what did not pass and why', () => {
    expect(markdown(mixed()).split('<details>')[0]).toBe(String.raw`## production: ❌ failing

From ~main~, 2025-08-05 07:12:03 UTC

| category | score |
|---|---|
| infrastructure | 1/3 = 33.3 % |
| routing | 4/4 = 100.0 % |

### What did not pass

- ❌ **infrastructure/registry** (registry, critical): ~status~. expected status 200-299, got 502
  The status code is not one of those expected.
  ~infrastructure/registry~ · answered by the load balancer · at 10.0.3.7:443 · phase: first byte · 4 attempts · since 2025-08-05 07:02:00 UTC
  > ~502 Bad Gateway~
- ⛔ **infrastructure/mlflow** (registry, critical): ~prerequisite~. Not probed: infrastructure/registry did not pass.
  ~infrastructure/mlflow~ · needs infrastructure/registry
- ❔ **routing/redirect** (registry, critical): ~control-plane~. AWS refused the checker.
  ~routing/redirect~

`.replaceAll('~', '`'));
  });

  it('lists every check, folded', () => {
    const folded = markdown(mixed()).split('<details>')[1] ?? '';
    expect(folded.split('\n').filter((line) => /^\| \S+ (?:pass|fail|blocked|skipped|unknown) \|/.test(line))).toHaveLength(9);
    expect(folded).toContain('| ❌ fail | infrastructure/registry | registry | 42 ms |\n');
  });

  it('has no section of failures when there are none', () => {
    expect(markdown(reportOf(passed('routing/dns')))).not.toContain('What did not pass');
    expect(markdown(reportOf(unknown('routing/dns')))).toContain('## production: ❔ not enough is known');
  });

  it('lets nothing a target says become markup, a mention or a table', () => {
    const detail = '<img src=x> | **bold** [link](https://evil.example) @everyone `code`\n# heading';
    const said = markdown(reportOf(failed('routing/dns', { detail, excerpt: 'a ``b`` <i>' })));
    expect(said).toContain(String.raw`\<img src=x\> \| \*\*bold\*\* \[link\](https://evil.example) @${'\u200B'}everyone ${'\\`'}code${'\\`'} \# heading`);
    expect(said).toContain('  > ``` a ``b`` <i> ```\n');
  });
});
