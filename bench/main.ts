/** `npm run bench`: every benchmark in turn, each a process of its own. They print ratios taken in one interleaved run, and the limits; exit code 1 if one is over its own. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Timings are measured as `npm start` and the command line take them; CPU as a Lambda uses it, which chooses these flags itself. */
const benchmarks = [['cpu'], ['accuracy', '--max-semi-space-size=1'], ['cold-import'], ['journey'], ['categories']] as const;

for (const [name, ...flags] of benchmarks) {
  const { status } = spawnSync(process.execPath, [...flags, join(import.meta.dirname, `${name}.ts`)], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
  console.log();
}
