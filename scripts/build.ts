import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { categoriesOf } from '../shared/platform/category.ts';
import type { Platform } from '../shared/platform/platform.ts';
import { plan } from '../shared/categories/index.ts';
import { readPlatform } from '../shared/description.ts';
import { bundle } from './bundle.ts';
import { sizesOf } from './bundle-sizes.ts';
import { DeploymentError } from './deployment-error.ts';
import { deploymentOf } from './deployment.ts';
import type { FunctionName } from './function-template.ts';

/**
 * Bundles every function into `<into>/<its name>/` and writes what serverless.yml takes from the description to
 * `<into>/deployment.json`. Answers with esbuild's account of each bundle. Throws DeploymentError for what AWS cannot do.
 */
export const build = async (platform: Platform, into: string): Promise<ReadonlyMap<FunctionName, Metafile>> => {
  const checks = plan(platform);
  const deployment = deploymentOf(platform, checks);
  await rm(into, { recursive: true, force: true });
  await mkdir(into, { recursive: true });
  await writeFile(join(into, 'deployment.json'), `${JSON.stringify(deployment, undefined, 2)}\n`);
  const categories = categoriesOf(checks);
  const functions: readonly FunctionName[] = [...categories, 'incident'];
  const bundles = functions.map(async (name) => {
    const kinds = new Set(checks.filter((check) => check.category === name).map((check) => check.probe.kind));
    return [name, await bundle({ name, platform, categories, kinds: [...kinds].toSorted(), into: join(into, name) })] as const;
  });
  return new Map(await Promise.all(bundles));
};

if (import.meta.main) {
  const root = join(import.meta.dirname, '..');
  const file = process.env['HOKUSAI_PLATFORM'] ?? join(root, 'platform.yml');
  const read = await readPlatform(file);
  if ('faults' in read) {
    console.error(read.text);
    process.exit(2);
  }
  try {
    for (const [name, metafile] of await build(read.platform, join(root, 'dist'))) {
      console.log(`${`dist/${name}`.padEnd(20)}${sizesOf(metafile)}`);
    }
  } catch (error) {
    if (!(error instanceof DeploymentError)) throw error;
    console.error(`${file}: ${error.message}`);
    process.exitCode = 2;
  }
}
