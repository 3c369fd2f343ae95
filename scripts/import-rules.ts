import { glob, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { importsOf, lineAt, withoutComments } from './imports.ts';
import { impure, layers, type Layer } from './layers.ts';

type Layers = Readonly<Record<string, Layer>>;
type Source = readonly [file: string, text: string];

const layerOf = (file: string, table: Layers): string | undefined =>
  Object.entries(table).find(([, { files }]) => files.some((each) => file === each || (each.endsWith('/') && file.startsWith(each))))?.[0];

const allows = (packages: readonly string[], specifier: string): boolean =>
  packages.some((each) => (each.endsWith('*') ? specifier.startsWith(each.slice(0, -1)) : specifier === each || specifier.startsWith(`${each}/`)));

const importFaults = (file: string, source: string, name: string, layer: Layer, table: Layers): readonly string[] =>
  importsOf(source).flatMap(({ specifier, typeOnly, line }) => {
    const at = `${file}:${line}`;
    if (!specifier.startsWith('.')) {
      if (typeOnly || layer.packages === undefined || allows(layer.packages, specifier)) return [];
      return [`${at}: ${name} may not import ${specifier}; allowed: ${layer.packages.join(', ') || 'no package'}`];
    }
    const target = layerOf(posix.join(posix.dirname(file), specifier), table);
    if (target === undefined || target === name || layer.uses.includes(target)) return [];
    if (layer.types?.includes(target)) {
      return typeOnly ? [] : [`${at}: ${name} may import types of ${target} only (${specifier}): write "import type", or have the value handed in`];
    }
    return [`${at}: ${name} may not import ${target} (${specifier}); allowed: ${[...layer.uses, ...(layer.types ?? [])].join(', ') || 'nothing else'}`];
  });

const impurities = (file: string, source: string, name: string): readonly string[] => {
  const code = withoutComments(source);
  return impure.flatMap(([what, pattern]) =>
    [...code.matchAll(pattern)].map(({ index }) => `${file}:${lineAt(code, index)}: ${name} is pure: it may not use ${what}; take it as an argument`),
  );
};

/** Every breach of the layers' order, one sentence each. Files are paths from the top of the project, with forward slashes. */
export const importFaultsOf = (files: readonly Source[], table: Layers = layers): readonly string[] =>
  files.flatMap(([file, source]) => {
    const name = layerOf(file, table);
    const layer = name === undefined ? undefined : table[name];
    if (name === undefined || layer === undefined) return [`${file}: belongs to no layer of scripts/layers.ts`];
    return [...importFaults(file, source, name, layer, table), ...(layer.pure ? impurities(file, source, name) : [])];
  });

/** The source files of the project with their text. */
export const sourcesIn = async (root: string): Promise<readonly Source[]> => {
  const sources: Source[] = [];
  for await (const file of glob('{shared,functions,local,scripts,bench,test}/**/*.ts', { cwd: root })) {
    sources.push([file, await readFile(join(root, file), 'utf8')]);
  }
  return sources.toSorted(([a], [b]) => a.localeCompare(b));
};

if (import.meta.main) {
  const sources = await sourcesIn(join(import.meta.dirname, '..'));
  const faults = importFaultsOf(sources);
  for (const fault of faults) console.error(fault);
  if (faults.length === 0) console.log(`import rules: ${sources.length} files in order`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
