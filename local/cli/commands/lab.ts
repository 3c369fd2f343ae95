import type { Command } from 'commander';
import type { LabOptions } from '../../start/lab-alone.ts';

const examples = `
A file of one's own says what is wrong by the ids of causes, any number of them:

  causes: [certificate-expired, auth-database-slow]
  redis: true  # whether there is one; a cause of its area brings one along

Examples:
  $ health lab --list
  $ health lab --incident 2025-08-06-total-outage
  $ health lab --cause latency --cause certificate-expiring
  $ health lab --file broken.yml --output ./lab`;

/** `health lab`: the small platform alone, to be checked by anything. */
export const lab = (program: Command): Command => program.command('lab')
  .description('run the small platform alone, broken as you like, to be checked from elsewhere')
  .option('--list', 'list the incidents and the causes there are')
  .option('--incident <id>', 'put the causes of this incident in place')
  .option('--cause <id...>', 'put these causes in place')
  .option('--file <file>', 'put the causes in place that this file lists')
  .option('--redis', 'have a Redis; a cause of its area brings one along')
  .option('--output <dir>', 'write the description and the environment into this folder')
  .option('--mlflow <url>', 'of a real MLflow on this machine, in place of the stand-in')
  .addHelpText('after', examples)
  .action(async (options: LabOptions) => {
    const { runLab } = await import('../../start/lab-alone.ts');
    process.exitCode = await runLab(options);
  });
