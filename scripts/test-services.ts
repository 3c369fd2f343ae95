import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';

// Tests against real services. What they need beyond `npm ci` is installed and named here, or they are skipped with the reason.
const tests = globSync('test/services/**/*.test.ts');
if (tests.length === 0) {
  console.log('service tests: nothing to install, and none to run yet (test/services is empty)');
} else {
  console.log(`service tests: nothing to install; running ${tests.length} files`);
  process.exitCode = spawnSync('npx', ['--no-install', 'vitest', 'run', '--mode', 'services'], { stdio: 'inherit' }).status ?? 1;
}
