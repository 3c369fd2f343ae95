import { InvalidArgumentError, type Command } from 'commander';
import type { StartOptions } from '../../start/start.ts';

const port = (text: string): number => {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 65_535) throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return number;
};

const examples = `
With --once: exit code 0 healthy, 1 something failed, 3 nothing could be told.

Examples:
  $ health start
  $ health start --data .data --port 8080
  $ health start --once --incident 2025-08-05-morning
  $ health start --once --json`;

/** `health start`: the whole path on this machine, with a small platform to check. */
export const start = (program: Command): Command => program.command('start')
  .description('run everything on this machine: a small platform, its checks on schedule, a page')
  .option('--once', 'run each category as often as its verdicts need, print the summary and end')
  .option('--incident <id>', 'begin with this incident, after what was there before it')
  .option('--mlflow <url>', 'of a real MLflow on this machine, in place of the stand-in')
  .option('--redis', 'have a Redis in the small platform')
  .option('--json', 'print the summary as JSON (with --once)')
  .option('--data <dir>', 'keep what is remembered in this folder')
  .option('--port <number>', 'of the page', port)
  .addHelpText('after', examples)
  .action(async (options: StartOptions) => {
    const { start: run } = await import('../../start/start.ts');
    process.exitCode = await run(options);
  });
