import { Command, CommanderError } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { check } from './commands/check.ts';
import { explain } from './commands/explain.ts';
import { incident } from './commands/incident.ts';
import { init } from './commands/init.ts';
import { invoke } from './commands/invoke.ts';
import { lab } from './commands/lab.ts';
import { plan } from './commands/plan.ts';
import { schema } from './commands/schema.ts';
import { start } from './commands/start.ts';
import { testAlert } from './commands/test-alert.ts';
import { validate } from './commands/validate.ts';
import { UsageError } from '../usage-error.ts';
import { complain } from './complain.ts';
import { OutputError } from './write.ts';

/** EX_SOFTWARE of sysexits.h: a defect of ours, which must not be mistaken for something said of the platform. */
const defect = 70;
/** EX_IOERR of sysexits.h: the checker did its work, but what it has to say could not be written. */
const unwritten = 74;

const examples = `
Every command has its own --help with examples.

Examples:
  $ health start                                   a small platform on this machine, checked on schedule
  $ health init https://registry.example.com       begin to describe your own
  $ health check                                   check it from here
  $ health explain infrastructure/registry-health  see one check in full`;

/** Every command; a command is registered by one line. */
export const createProgram = (): Command => {
  const program = new Command('health')
    .description(manifest.description)
    .version(manifest.version)
    .showHelpAfterError('Try --help.')
    .addHelpText('after', examples)
    .exitOverride()
    .configureOutput({ writeErr: complain });
  for (const register of [start, check, explain, plan, validate, init, schema, invoke, incident, testAlert, lab]) register(program);
  return program;
};

const exitCodeOf = (error: unknown): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UsageError || error instanceof OutputError) {
    complain(`${error.message}\n`);
    return error instanceof UsageError ? 2 : unwritten;
  }
  complain(`A defect in the checker:\n${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
  return defect;
};

/** Nobody waits for what was thrown here, and Node's own answer would be 1: something of the platform failed. */
const endUncaught = (error: unknown): never => {
  const [what = '', ...frames] = error instanceof Error ? (error.stack ?? error.message).split('\n') : [String(error)];
  const where = frames.find((line) => line.startsWith('    at '))?.trim();
  complain(`A defect in the checker: ${what}${where === undefined ? '' : ` (${where})`}\n`);
  process.exit(defect);
};

/** Runs the command line; sets the exit code of the process. */
export const main = async (argv: readonly string[]): Promise<void> => {
  process.on('uncaughtException', endUncaught);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough, such as `head`, is no error.
    if (error.code === 'EPIPE') process.exit();
    process.exit(exitCodeOf(new OutputError(`Cannot write to standard output: ${error.message}`)));
  });
  try {
    await createProgram().parseAsync(argv);
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
};
