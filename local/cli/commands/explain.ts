import type { Command } from 'commander';
import { plan } from '../../../shared/categories/index.ts';
import { exitCode } from '../../../shared/report/exit-code.ts';
import { explain as explanation } from '../../../shared/report/explain.ts';
import { entriesOf, report } from '../../../shared/report/report.ts';
import { colourFor } from '../../colour.ts';
import { platformFrom, platformOption } from '../platform.ts';
import { runHere, tellProblems } from '../run.ts';
import { checkOf } from '../select.ts';
import { write } from '../write.ts';

const examples = `
The check is probed once, now, without what it presupposes. Secrets are shown as [redacted].
Exit codes: 0 passed, 1 failed, 2 wrong usage or description, 3 it could not be told.

Examples:
  $ health explain infrastructure/registry-health
  $ health explain routing/registry-certificate --platform staging.yml`;

/** `health explain CHECK`: one check in full, every phase and all that was sent, seen and expected. */
export const explain = (program: Command): Command => program.command('explain')
  .description('probe one check and show it in full: phases, headers, certificate, expectations')
  .argument('<check>', 'id of the check')
  .addOption(platformOption())
  .addHelpText('after', examples)
  .action(async (id: string, options: { readonly platform: string }) => {
    const platform = await platformFrom(options.platform);
    const check = checkOf(plan(platform), id);
    const { explained, problems, secrets } = await runHere(platform, [check], { confirmationMs: [] });
    const now = Date.now();
    const { environment, vantage } = platform;
    const entries = entriesOf([check], explained.map(({ result }) => result));
    process.exitCode = exitCode(report({ environment, vantage, generatedAt: now }, entries).health);
    for (const each of explained) await write(explanation(check, each, { colour: colourFor(process.stdout), now, secrets }));
    tellProblems(problems);
  });
