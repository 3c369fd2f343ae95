/**
 * Cold import of each function's bundle against importing `node:http` and `node:https`, each in a process of its own, interleaved.
 * Argument: rounds (15).
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readPlatform } from '../shared/description.ts';
import { build } from '../scripts/build.ts';
import { mark } from './limits.ts';
import { median } from './quantile.ts';

const limit = 2.5;

const importMs = (imports: readonly string[]): number => {
  const code = `const began = performance.now(); ${imports.map((name) => `await import(${JSON.stringify(name)});`).join(' ')} console.log(performance.now() - began);`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '--eval', code], { encoding: 'utf8' }));
};

const into = await mkdtemp(join(tmpdir(), 'hokusai-health-bench-'));
try {
  const read = await readPlatform(join(import.meta.dirname, '..', 'test', 'package', 'platform.yml'));
  if (!('platform' in read)) throw new Error(read.text);
  const categories = [...(await build(read.platform, into)).keys()];
  const bare = { name: 'node:http and node:https', imports: ['node:http', 'node:https'], times: new Array<number>() };
  const bundles = categories.map((category) => ({ name: category, imports: [pathToFileURL(join(into, category, 'index.mjs')).href], times: new Array<number>() }));
  const rounds = Number(process.argv[2] ?? 15);
  for (let round = 0; round < rounds; round += 1) for (const { imports, times } of [bare, ...bundles]) times.push(importMs(imports));

  console.log(`cold import, median of ${rounds}; limit ${limit}`);
  console.log(`${bare.name.padEnd(26)} ${median(bare.times).toFixed(0).padStart(4)} ms`);
  for (const { name, times } of bundles) {
    const ratio = median(times) / median(bare.times);
    console.log(`${name.padEnd(26)} ${median(times).toFixed(0).padStart(4)} ms  ${ratio.toFixed(2)}${mark(ratio > limit)}`);
  }
} finally {
  await rm(into, { recursive: true, force: true });
}
