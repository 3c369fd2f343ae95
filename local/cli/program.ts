import { Command, CommanderError } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
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

type Register = (program: Command) => Command;

/** Every command, in the order of the help; a command is registered by one line. */
const commands: Readonly<Record<string, () => Promise<Register>>> = {
  'start': async () => (await import('./commands/start.ts')).start,
  'check': async () => (await import('./commands/check.ts')).check,
  'explain': async () => (await import('./commands/explain.ts')).explain,
  'plan': async () => (await import('./commands/plan.ts')).plan,
  'validate': async () => (await import('./commands/validate.ts')).validate,
  'init': async () => (await import('./commands/init.ts')).init,
  'schema': async () => (await import('./commands/schema.ts')).schema,
  'invoke': async () => (await import('./commands/invoke.ts')).invoke,
  'incident': async () => (await import('./commands/incident.ts')).incident,
  'test-alert': async () => (await import('./commands/test-alert.ts')).testAlert,
  'lab': async () => (await import('./commands/lab.ts')).lab,
};

/** The command line with every command, or with `only` the one of this name: what the others load takes longer than some commands do. */
export const createProgram = async (only?: string): Promise<Command> => {
  const program = new Command('health')
    .description(manifest.description)
    .version(manifest.version)
    .showHelpAfterError('Try --help.')
    .addHelpText('after', examples)
    .exitOverride()
    .configureOutput({ writeErr: complain });
  const asked = only !== undefined && Object.hasOwn(commands, only) ? commands[only] : undefined;
  const wanted = asked === undefined ? Object.values(commands) : [asked];
  for (const register of await Promise.all(wanted.map((load) => load()))) register(program);
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
    await (await createProgram(argv[2])).parseAsync(argv);
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
};
