import type { Command } from 'commander';
import { askIncident, byOption, jsonOption } from '../ask-incident.ts';
import { doneText } from '../incident-text.ts';
import { platformOption } from '../platform.ts';
import { write } from '../write.ts';

const examples = `
It goes the way of every message: into the audience's queue, behind what waits there, and from there to its topic. Nothing happens to the
open incident. TABLE_NAME names the table, as for "health incident".
Exit codes: 0 the topic took it, 1 it did not, 2 wrong usage.

Examples:
  $ health test-alert default`;

/** `health test-alert AUDIENCE`: sends a marked trial the way of every message, and says what its topic answered. */
export const testAlert = (program: Command): Command => program.command('test-alert')
  .description('send a marked trial to an audience, the way of every message')
  .argument('<audience>', 'as the description names it')
  .addOption(platformOption())
  .addOption(byOption())
  .addOption(jsonOption())
  .addHelpText('after', examples)
  .action(async (audience: string, { platform, by, json }: { readonly platform: string; readonly by: string; readonly json?: true }) => {
    const answer = await askIncident(platform, { action: 'test-alert', by, audience });
    if (answer === undefined) return;
    const taken = answer.published.some((attempt) => attempt.audience === audience && attempt.kind === 'trial' && attempt.answer === 'taken');
    process.exitCode = taken ? 0 : 1;
    await write(json === true ? `${JSON.stringify(answer, undefined, 2)}\n` : doneText(answer));
  });
