import { scoreText } from '../health/score.ts';
import { reasons } from '../checks/reason.ts';
import { printable } from './printable.ts';
import type { Entry, Health, Report } from './report.ts';
import { circumstances, tookText } from './why.ts';
import { instantText } from './words.ts';

/** Text as itself: nothing a target or a name says becomes markup, a link, a mention or a table cell's end. */
const plain = (text: string): string => printable(text)
  .replaceAll(/[\\`*_{}[\]<>#|~!&]/g, String.raw`\$&`)
  .replaceAll('@', '@\u200B');

/** A code span that holds any text: fenced by one backtick more than the text has in a row (CommonMark 6.1). */
const code = (text: string): string => {
  const content = printable(text);
  const longest = Math.max(0, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${content}${fence}` : `${fence} ${content} ${fence}`;
};

const headlines: Readonly<Record<Health, string>> = { healthy: '✅ healthy', failing: '❌ failing', untold: '❔ not enough is known' };
const marks = { pass: '✅', fail: '❌', blocked: '⛔', skipped: '➖', unknown: '❔' } as const;

const finding = (entry: Entry): readonly string[] => {
  const { check, result } = entry;
  if (result.verdict === 'pass' || result.verdict === 'skipped') return [];
  const subject = `**${plain(check.name)}** (${plain(check.service)}, ${check.severity})`;
  return [
    `- ${marks[result.verdict]} ${subject}: \`${result.reason}\`. ${plain(result.detail)}`,
    ...(result.verdict === 'fail' ? [`  ${reasons[result.reason].meaning}`] : []),
    `  ${[code(check.id), ...circumstances(entry).map(plain)].join(' · ')}`,
    ...(result.excerpt === undefined ? [] : [`  > ${code(result.excerpt)}`]),
  ];
};

const row = (entry: Entry): string => {
  const { check, result } = entry;
  return `| ${marks[result.verdict]} ${result.verdict} | ${plain(check.name)} | ${plain(check.service)} | ${tookText(entry)} |`;
};

/** For a pull request or a chat: scores first, then what did not pass and why, then every check, folded. */
export const markdown = (report: Report): string => {
  const entries = report.categories.flatMap(({ entries }) => entries);
  const findings = entries.flatMap(finding);
  return [
    `## ${plain(report.environment)}: ${headlines[report.health]}`,
    '',
    `From \`${report.vantage}\`, ${instantText(report.generatedAt)}`,
    '',
    '| category | score |',
    '|---|---|',
    ...report.categories.map(({ category, score }) => `| ${category} | ${scoreText(score)} |`),
    ...(findings.length === 0 ? [] : ['', '### What did not pass', '', ...findings]),
    '',
    `<details><summary>All ${entries.length} checks</summary>`,
    '',
    '| | check | service | took |',
    '|---|---|---|---|',
    ...entries.map(row),
    '',
    '</details>',
    '',
  ].join('\n');
};
