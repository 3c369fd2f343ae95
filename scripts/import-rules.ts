import { glob, readFile } from 'node:fs/promises';
import { join, posix, sep } from 'node:path';
import type { SourceFile } from 'typescript/unstable/ast';
import { importsOf, unreadableImports } from './imports.ts';
import { impuritiesOf } from './impurities.ts';
import { layers, type Layer } from './layers.ts';
import { withSyntax, type Source } from './syntax.ts';

type Layers = Readonly<Record<string, Layer>>;

const layerOf = (file: string, table: Layers): string | undefined =>
  Object.entries(table).find(([, { files }]) => files.some((each) => file === each || (each.endsWith('/') && file.startsWith(each))))?.[0];

const allows = (packages: readonly string[], specifier: string): boolean =>
  packages.some((each) => (each.endsWith('*') ? specifier.startsWith(each.slice(0, -1)) : specifier === each || specifier.startsWith(`${each}/`)));

const importFaults = (file: string, tree: SourceFile, name: string, layer: Layer, table: Layers): readonly string[] =>
  importsOf(tree).flatMap(({ specifier, typeOnly, line }) => {
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

/** What a layer with packages of its own imports by a name that is made at run time could be any other. */
const unreadable = (file: string, tree: SourceFile, name: string, { packages }: Layer): readonly string[] =>
  (packages === undefined ? [] : unreadableImports(tree))
    .map((line) => `${file}:${line}: ${name} may not import by a name that is made at run time`);

const impurities = (file: string, tree: SourceFile, name: string): readonly string[] =>
  impuritiesOf(tree).map(({ what, line }) => `${file}:${line}: ${name} is pure: it may not use ${what}; take it as an argument`);

/** Every breach of the layers' order, one sentence each. Files are paths from the top of the project, with forward slashes. */
export const importFaultsOf = (files: readonly Source[], table: Layers = layers): Promise<readonly string[]> => withSyntax(files, (file, tree) => {
  const name = layerOf(file, table);
  const layer = name === undefined ? undefined : table[name];
  if (name === undefined || layer === undefined) return [`${file}: belongs to no layer of scripts/layers.ts`];
  return [
    ...importFaults(file, tree, name, layer, table), ...unreadable(file, tree, name, layer),
    ...(layer.pure ? impurities(file, tree, name) : []),
  ];
});

/** What is made and what is installed. */
const notOurs: ReadonlySet<string> = new Set(['node_modules', 'dist', 'coverage']);

const isExcluded = (path: string) => path.split(sep).some((part) => notOurs.has(part) || /^\.\w/.test(part));

/** The source files of the project with their text, in whatever folder they are. */
export const sourcesIn = async (root: string): Promise<readonly Source[]> => {
  const sources: Source[] = [];
  for await (const file of glob('**/*.{ts,mts,cts,tsx,js,mjs,cjs,jsx}', { cwd: root, exclude: isExcluded })) {
    sources.push([file.replaceAll(sep, '/'), await readFile(join(root, file), 'utf8')]);
  }
  return sources.toSorted(([a], [b]) => a.localeCompare(b));
};

if (import.meta.main) {
  const sources = await sourcesIn(join(import.meta.dirname, '..'));
  const faults = await importFaultsOf(sources);
  for (const fault of faults) console.error(fault);
  if (faults.length === 0) console.log(`import rules: ${sources.length} files in order`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
