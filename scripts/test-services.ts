import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { skipVariable, type Service } from './services/service.ts';

const root = join(import.meta.dirname, '..');

/** Every service that has a file in scripts/services/. */
const services = async (): Promise<readonly Service[]> => {
  const files = globSync('scripts/services/*.ts', { cwd: root }).sort();
  const modules = await Promise.all(files.map((file) => import(join(root, file)) as Promise<{ readonly service?: Service }>));
  return modules.flatMap(({ service }) => service ?? []);
};

// Tests against real services. What they need beyond `npm ci` is installed and named here, or they are skipped with the reason.
const env: Record<string, string> = {};
for (const { name, prepare } of await services()) {
  const prepared = await prepare((line) => console.log(`service tests: ${name}: ${line}`));
  if ('skip' in prepared) env[skipVariable(name)] = prepared.skip;
  else Object.assign(env, prepared.env);
  console.log(`service tests: ${name}: ${'skip' in prepared ? `SKIPPED, ${prepared.skip}` : 'ready'}`);
}
const vitest = ['--no-install', 'vitest', 'run', '--mode', 'services', ...process.argv.slice(2)];
process.exitCode = spawnSync('npx', vitest, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } }).status ?? 1;
