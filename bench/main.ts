/** `npm run bench`: every benchmark in turn, each a process of its own. They print ratios taken in one interleaved run, and the limits. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

for (const name of ['cpu', 'accuracy', 'cold-import']) {
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`)], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
  console.log();
}
