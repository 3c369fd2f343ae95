import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import type { Platform } from '../../shared/platform/platform.ts';
import { build } from '../../scripts/build.ts';
import { functionKey, type FunctionName } from '../../scripts/function-template.ts';

const root = join(import.meta.dirname, '../..');

/** A resource of the packaged template. */
export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

export interface Packaged {
  /** esbuild's account of each bundle. */
  readonly bundles: ReadonlyMap<FunctionName, Metafile>;
  /** Folder of a function's bundle, as it is packed. */
  readonly folder: (name: FunctionName) => string;
  /** Path of the template. */
  readonly templateFile: string;
  readonly resources: Readonly<Record<string, Resource>>;
  /** Path of a function's archive. */
  readonly zip: (name: FunctionName) => string;
  readonly remove: () => Promise<void>;
}

/** Builds and packages the service for a platform in a folder of its own, as `npm run package` does, without network or credentials. */
export const packageService = async (platform: Platform): Promise<Packaged> => {
  await using made = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'package-'));
  made.defer(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'home'));
  await copyFile(join(root, 'serverless.yml'), join(folder, 'serverless.yml'));
  const bundles = await build(platform, join(folder, 'dist'));
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules/osls/bin/serverless.js'), 'package'], {
    cwd: folder,
    encoding: 'utf8',
    env: { HOME: join(folder, 'home'), PATH: process.env['PATH'], AWS_EC2_METADATA_DISABLED: 'true' },
  });
  if (status !== 0) throw new Error(`osls package ended with ${status}:\n${stdout}${stderr}`);
  const packed = join(folder, '.serverless');
  const templateFile = join(packed, 'cloudformation-template-update-stack.json');
  const { Resources: resources } = JSON.parse(await readFile(templateFile, 'utf8')) as { Resources: Readonly<Record<string, Resource>> };
  const kept = made.move();
  return {
    bundles,
    folder: (name) => join(folder, 'dist', name),
    templateFile,
    resources,
    zip: (name) => join(packed, `${functionKey(name)}.zip`),
    remove: () => kept.disposeAsync(),
  };
};
