import { Option, type Command } from 'commander';
import { plan as checksOf } from '../../../shared/categories/index.ts';
import type { Check } from '../../../shared/checks/check.ts';
import type { Platform } from '../../../shared/platform/platform.ts';
import { requestsPerMinute, together } from '../../../shared/platform/request-rate.ts';
import type { Kinds } from '../../../shared/probes/probe.ts';
import * as probes from '../../../shared/probes/index.ts';
import { padEnd, widest } from '../../../shared/report/layout.ts';
import { printable } from '../../../shared/report/printable.ts';
import { colourFor } from '../../colour.ts';
import { platformFrom, platformOption } from '../platform.ts';
import { write } from '../write.ts';

const kinds: Kinds = probes;

const examples = `
Nothing is touched: no name is resolved, no connection made, no credential read.
Requests a minute are those of checks that pass at once, at most: redirects that are followed and repeats of what fails come on top.

Examples:
  $ health plan
  $ health plan --platform staging.yml --format json`;

const targetOf = ({ probe: { kind, settings } }: Check) => kinds[kind]?.bind(settings).target;

const planned = (platform: Platform, checks: readonly Check[]) => {
  const rates = requestsPerMinute(checks.map((check) => ({ ...check, ...targetOf(check) })), platform.schedule);
  return checks.map((check, index) => ({
    id: check.id,
    name: check.name,
    category: check.category,
    service: check.service,
    severity: check.severity,
    target: targetOf(check)?.label ?? check.probe.kind,
    everyMs: platform.schedule[check.category],
    requestsPerMinute: rates[index] ?? 0,
    requires: check.requires,
    ...(check.skip === undefined ? {} : { skip: check.skip }),
  }));
};
type Planned = ReturnType<typeof planned>[number];

const total = (rows: readonly Planned[]): number => together(rows.map((row) => row.requestsPerMinute));
const rate = (perMinute: number): string => String(Number(perMinute.toFixed(2)));
const sum = (of: string, rows: readonly Planned[]): string =>
  `${of}: ${rows.length} ${rows.length === 1 ? 'check' : 'checks'}, ${rate(total(rows))} ${total(rows) === 1 ? 'request' : 'requests'} a minute`;
const every = (ms: number): string => (ms % 60_000 === 0 ? `${ms / 60_000} min` : `${ms / 1000} s`);

const table = (platform: Platform, rows: readonly Planned[]): string => {
  const colour = colourFor(process.stdout);
  const cells = [
    ['CHECK', 'SERVICE', 'EVERY', 'A MINUTE', 'TARGET'],
    ...rows.map((row) => [
      row.id, row.service, every(row.everyMs), rate(row.requestsPerMinute),
      printable(row.skip === undefined ? row.target : `${row.target} (skipped: ${row.skip})`),
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => widest(cells.map((row) => row[column] ?? '')));
  const [head = '', ...lines] = cells.map((row) => row.map((cell, column) => padEnd(cell, widths[column] ?? 0)).join('  ').trimEnd());
  const byCategory = [...Map.groupBy(rows, ({ category }) => category)]
    .map(([category, rows]) => sum(category, rows));
  return [colour('bold', head), ...lines, '', ...byCategory, colour('bold', sum(platform.environment, rows)), ''].join('\n');
};

const asJson = (platform: Platform, rows: readonly Planned[]): string => `${JSON.stringify({
  schema: 'hokusai-health/plan/1', environment: platform.environment, requestsPerMinute: total(rows), checks: rows,
}, null, 2)}\n`;

const formats = { text: table, json: asJson } as const;

/** `health plan`: the checks that a description results in. */
export const plan = (program: Command): Command => program.command('plan')
  .description('list the checks that a description results in, without touching anything')
  .addOption(platformOption())
  .addOption(new Option('--format <format>', 'of the list').choices(Object.keys(formats)).default('text'))
  .addHelpText('after', examples)
  .action(async (options: { readonly platform: string; readonly format: keyof typeof formats }) => {
    const platform = await platformFrom(options.platform);
    await write(formats[options.format](platform, planned(platform, checksOf(platform))));
  });
