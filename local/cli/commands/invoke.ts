import type { Command } from 'commander';
import { functionNamed, functionNames, handlerOf, readEvent } from '../functions.ts';
import { invokeLocally } from '../lambda.ts';
import { platformFrom, platformOption } from '../platform.ts';
import { useRegion } from '../region.ts';
import { write } from '../write.ts';

const examples = `
Functions: ${functionNames().join(', ')}
Sample events are in events/. A scheduled event gets the present time, as a schedule would give it; --keep-time leaves its own. The answer, or the error in Lambda's shape, is printed as JSON; logs go to standard error.
Exit codes: 0 answered, 1 the function failed, 2 wrong usage.

Examples:
  $ health invoke infrastructure events/infrastructure-dry-run.json
  $ health invoke routing events/routing-scheduled.json --platform staging.yml`;

/** A sample's time is long past, and a late event is left out. Whole seconds, as EventBridge sends them. */
const stamped = (event: unknown): unknown =>
  (typeof event === 'object' && event !== null && 'time' in event ? { ...event, time: `${new Date().toISOString().slice(0, 19)}Z` } : event);

/** `health invoke FUNCTION EVENT`: runs a function as Lambda would. */
export const invoke = (program: Command): Command => program.command('invoke')
  .description('run a function as Lambda would, with an event from a file')
  .argument('<function>', 'name of a file in functions/')
  .argument('<event>', 'JSON file with the event')
  .addOption(platformOption())
  .option('--keep-time', "leave a scheduled event's time as it is in the file")
  .addHelpText('after', examples)
  .action(async (name: string, file: string, options: { readonly platform: string; readonly keepTime?: true }) => {
    const found = functionNamed(name);
    const event = options.keepTime === true ? await readEvent(file) : stamped(await readEvent(file));
    // A wrong description is told as such, not as a function that fails to load.
    useRegion(await platformFrom(options.platform));
    process.env['HOKUSAI_PLATFORM'] = options.platform;
    const answer = await invokeLocally(found, await handlerOf(found), event);
    process.exitCode = answer.ok ? 0 : 1;
    await write(`${JSON.stringify(answer.value, null, 2)}\n`);
  });
