import type { Command } from 'commander';
import { plan } from '../../../shared/categories/index.ts';
import { platformFrom } from '../platform.ts';
import { write } from '../write.ts';

const examples = `
Every fault is reported at once with its place, what was found and what is allowed; exit code 2.

Examples:
  $ health validate platform.yml`;

/** `health validate FILE`: every fault of a description, or one line of what it describes. */
export const validate = (program: Command): Command => program.command('validate')
  .description('report every fault of a description at once')
  .argument('<file>', 'the described platform')
  .addHelpText('after', examples)
  .action(async (file: string) => {
    const platform = await platformFrom(file);
    const checks = plan(platform);
    const categories = [...Map.groupBy(checks, ({ category }) => category)].map(([category, each]) => `${category} ${each.length}`);
    await write(`${file}: ${platform.environment} in ${platform.region}, ${checks.length} ${checks.length === 1 ? 'check' : 'checks'} (${categories.join(', ')})\n`);
  });
