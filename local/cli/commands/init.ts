import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { initPlatform, type Started } from '../../../shared/platform/init/init.ts';
import { grammar } from '../../../shared/description.ts';
import { messageOf } from '../../../shared/problem.ts';
import { UsageError } from '../../usage-error.ts';
import { ask } from '../ask.ts';
import { ensureWritable, write } from '../write.ts';

const examples = `
Each address is asked once, without a key, and so is /openapi.json of its host: where one is served, endpoints are proposed from it. What
was found is in the file's comments, too. A query is left out, because it may hold a key.

Examples:
  $ health init https://auth.example.com https://registry.example.com
  $ health init http://localhost:8080/health --output local.yml`;

const describe = async (urls: readonly string[]): Promise<Started> => {
  try {
    return await initPlatform({ urls, ask, grammar });
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
};

const isThere = (output: string, cause?: unknown) => new UsageError(`${output} is there already; it is left as it is.`, { cause });

/** `health init URL...`: writes a commented description to start from. */
export const init = (program: Command): Command => program.command('init')
  .description('write a commented description to start from')
  .argument('<urls...>', 'http or https: of the auth host, of the registry, or of anything to check')
  .option('--output <file>', 'the description to write; an existing one is left alone', 'platform.yml')
  .addHelpText('after', examples)
  .action(async (urls: readonly string[], { output }: { readonly output: string }) => {
    // Said before anybody is asked.
    if (existsSync(output)) throw isThere(output);
    await ensureWritable(output);
    const { description, found } = await describe(urls);
    await writeFile(output, description, { flag: 'wx' }).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw isThere(output, error);
      throw new UsageError(`Cannot write ${output}: ${messageOf(error)}`, { cause: error });
    });
    process.stderr.write(found.map((sentence) => `${sentence}\n`).join(''));
    await write(`Wrote ${output}. Next: npx health plan --platform ${output}\n`);
  });
