import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import type { CategoryName } from '../shared/platform/category.ts';
import type { Platform } from '../shared/platform/platform.ts';
import { loadable } from './bundle-sizes.ts';
import type { FunctionName } from './function-template.ts';

export interface BundleRequest {
  readonly name: FunctionName;
  /** Becomes part of the bundle as plain data, so that the Lambda needs neither the validator nor YAML. */
  readonly platform: Platform;
  /** The category whose run publishes the environment's metrics. */
  readonly categories: readonly CategoryName[];
  /** Names of the kinds of probes that the function's checks use; no other gets in. */
  readonly kinds: readonly string[];
  /** Folder to be filled: `index.mjs` and the parts that it loads only when it needs them. */
  readonly into: string;
}

const root = join(import.meta.dirname, '..');
const functions = join(root, 'functions');

/** What stands in for functions/platform.ts and functions/probes.ts. */
const seams = (platform: Platform, categories: readonly CategoryName[], kinds: readonly string[]): Readonly<Record<string, string>> => ({
  [join(functions, 'platform.ts')]: `export const platform = ${JSON.stringify(platform)};\nexport const categories = ${JSON.stringify(categories)};`,
  [join(functions, 'probes.ts')]: [
    ...kinds.map((kind, index) => `import { ${JSON.stringify(kind)} as kind${index} } from '../shared/probes/index.ts';`),
    `export const kinds = { ${kinds.map((kind, index) => `${JSON.stringify(kind)}: kind${index}`).join(', ')} };`,
  ].join('\n'),
});

const replacing = (contents: Readonly<Record<string, string>>): Plugin => ({
  name: 'seams',
  setup: (building) => {
    building.onLoad({ filter: /[\\/]functions[\\/](?:platform|probes)\.ts$/ }, ({ path }) => {
      const replacement = contents[path];
      return replacement === undefined ? undefined : { contents: replacement, loader: 'js', resolveDir: functions };
    });
  },
});

/** esbuild writes a file for each dynamic import also where the code that imports it was dropped. Takes those away. */
const withoutUnreachable = async (metafile: Metafile): Promise<Metafile> => {
  const kept = new Set(loadable(metafile));
  const isKept = (file: string): boolean => kept.has(file.replace(/\.map$/, ''));
  const outputs = Object.entries(metafile.outputs);
  await Promise.all(outputs.filter(([file]) => !isKept(file)).map(([file]) => rm(join(root, file))));
  return { ...metafile, outputs: Object.fromEntries(outputs.filter(([file]) => isKept(file))) };
};

/**
 * Bundles a function for Lambda. Dynamic imports become files of their own, so that a cold start reads only what a
 * healthy run needs. Source maps are written beside the code for reading stack traces by hand; they are not packaged, because
 * loading them costs every cold start. Throws what esbuild throws.
 */
export const bundle = async ({ name, platform, categories, kinds, into }: BundleRequest): Promise<Metafile> => {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { index: join(functions, `${name}.ts`) },
    outdir: into,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // CommonJS packages, such as undici, ask for Node's own modules by a function that ES modules do not have.
    banner: { js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);" },
    mainFields: ['module', 'main'], // the ESM sources of the AWS SDK, of which esbuild drops what is unused
    minify: true,
    legalComments: 'none',
    sourcemap: 'external',
    sourcesContent: false,
    metafile: true,
    logLevel: 'warning',
    plugins: [replacing(seams(platform, categories, kinds))],
  });
  return withoutUnreachable(metafile);
};
