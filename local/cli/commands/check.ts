import { Option, type Command } from 'commander';
import { plan } from '../../../shared/categories/index.ts';
import type { Check } from '../../../shared/checks/check.ts';
import type { Platform } from '../../../shared/platform/platform.ts';
import { exitCode } from '../../../shared/report/exit-code.ts';
import { json } from '../../../shared/report/json.ts';
import { junit } from '../../../shared/report/junit.ts';
import { markdown } from '../../../shared/report/markdown.ts';
import { entriesOf, report, type Report } from '../../../shared/report/report.ts';
import { text } from '../../../shared/report/text.ts';
import { colourFor } from '../../colour.ts';
import { platformFrom, platformOption } from '../platform.ts';
import { progressOf } from '../progress.ts';
import { runHere, tellProblems } from '../run.ts';
import { select, type Selection } from '../select.ts';
import { ensureWritable, write } from '../write.ts';

const forTerminal = (report: Report, toFile: boolean): string => {
  const { isTTY, columns } = process.stdout;
  if (toFile) return text(report, { colour: (_, plain) => plain });
  return text(report, { colour: colourFor(process.stdout), ...(isTTY ? { columns } : {}) });
};

const formats = { text: forTerminal, json, junit, markdown } as const satisfies Record<string, (report: Report, toFile: boolean) => string>;

interface Options extends Selection {
  readonly platform: string;
  readonly format: keyof typeof formats;
  readonly output?: string;
}

const examples = `
Exit codes: 0 healthy, 1 something failed, 2 wrong usage or description, 3 nothing could be told, 74 the report could not be written.

A check that fails is probed again at the first of the described confirmation times.

Examples:
  $ health check
  $ health check --platform staging.yml --category infrastructure endpoints
  $ health check --check infrastructure/registry-health
  $ health check --format junit --output health.xml`;

/** Shows how far it is until the run has ended. */
const runShown = async (platform: Platform, checks: readonly Check[]) => {
  const progress = await progressOf(checks);
  const interrupted = () => {
    progress.end();
    process.exit(130);
  };
  process.once('SIGINT', interrupted);
  try {
    return await runHere(platform, checks, {
      confirmationMs: platform.confirmationMs.slice(0, 1),
      onResult: ({ result }) => entriesOf(checks.filter(({ id }) => id === result.check), [result]).forEach(progress.tell),
    });
  } finally {
    process.off('SIGINT', interrupted);
    progress.end();
  }
};

const checkNow = async (platform: Platform, checks: readonly Check[]): Promise<Report> => {
  const { explained, problems } = await runShown(platform, checks);
  tellProblems(problems);
  const { environment, vantage } = platform;
  return report({ environment, vantage, generatedAt: Date.now() }, entriesOf(checks, explained.map(({ result }) => result)));
};

/** `health check`: checks a described platform from here, without AWS. */
export const check = (program: Command): Command => program.command('check')
  .description('check a described platform from here, without AWS')
  .addOption(platformOption())
  .option('--category <names...>', 'only the checks of these categories')
  .option('--check <ids...>', 'only these checks, without what they presuppose')
  .addOption(new Option('--format <format>', 'of the report').choices(Object.keys(formats)).default('text'))
  .option('--output <file>', 'where the report goes instead of standard output')
  .addHelpText('after', examples)
  .action(async (options: Options) => {
    const platform = await platformFrom(options.platform);
    const checks = select(plan(platform), options);
    if (options.output !== undefined) await ensureWritable(options.output);
    const done = await checkNow(platform, checks);
    process.exitCode = exitCode(done.health);
    await write(formats[options.format](done, options.output !== undefined), options.output);
  });
