import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const made = join(import.meta.dirname, '../../../local/lab/temporary-folder.ts');

it.each([
  ['before anybody removed it', ''], ['while it is being removed', 'void folder.remove();'], ['after it was removed', 'await folder.remove();'],
])('a temporary folder is gone with a process that exits %s', async (_, then) => {
  const TMPDIR = await mkdtemp(join(tmpdir(), 'temporary-'));
  const script = `
    const { temporaryFolder } = await import(${JSON.stringify(made)});
    const { mkdirSync, readdirSync } = await import('node:fs');
    const folder = await temporaryFolder('of-a-process-');
    for (let each = 0; each < 50; each += 1) mkdirSync(\`\${folder.path}/\${each}\`);
    console.log(readdirSync(process.env.TMPDIR).length);
    ${then}
    process.exit();`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env: { PATH: process.env['PATH'], TMPDIR } });
  expect([stdout, await readdir(TMPDIR)]).toEqual(['1\n', []]);
  await rm(TMPDIR, { recursive: true });
});
