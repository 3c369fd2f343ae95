import { Argument, type Command } from 'commander';
import { platformJsonSchema } from '../../../shared/platform/json-schema.ts';
import { publishedReportSchema } from '../../../shared/report/json-schema.ts';
import { write } from '../write.ts';

const examples = `
Examples:
  $ health schema > platform.schema.json
  $ health schema report

In platform.yml, an editor finds the schema by this first line:
  # yaml-language-server: $schema=./platform.schema.json`;

const documents = {
  platform: async () => platformJsonSchema((await import('../../../shared/description.ts')).grammar),
  report: async () => publishedReportSchema(await import('zod')),
} as const;

/** `health schema [platform|report]`: the JSON Schema of what is written or read. */
export const schema = (program: Command): Command => program.command('schema')
  .description('print the JSON Schema of the description, or of the JSON report')
  .addArgument(new Argument('[document]', 'which one').choices(Object.keys(documents)).default('platform'))
  .addHelpText('after', examples)
  .action(async (document: keyof typeof documents) => write(`${JSON.stringify(await documents[document](), null, 2)}\n`));
