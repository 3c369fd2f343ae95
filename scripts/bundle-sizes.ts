import type { Metafile } from 'esbuild';

const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} KB`.padStart(7);

/** Files of a bundle that its entry leads to by imports of such kinds, the entry first. */
const reached = ({ outputs }: Metafile, kinds: readonly string[]): readonly string[] => {
  const found = new Set(Object.keys(outputs).filter((file) => file.endsWith('/index.mjs')));
  for (const file of found) {
    for (const { path, kind, external } of outputs[file]?.imports ?? []) if (kinds.includes(kind) && external !== true) found.add(path);
  }
  return [...found];
};

/** Files of a bundle that are loaded at once: the entry and what it imports, but not what it may import later. */
export const loadedAtStart = (metafile: Metafile): readonly string[] => reached(metafile, ['import-statement']);

/** Files of a bundle that can be loaded at all. */
export const loadable = (metafile: Metafile): readonly string[] => reached(metafile, ['import-statement', 'dynamic-import']);

/** What a bundle weighs, and what a cold start reads of it. */
export const sizesOf = (metafile: Metafile): string => {
  const weigh = (files: readonly string[]): string => kilobytes(files.reduce((total, file) => total + (metafile.outputs[file]?.bytes ?? 0), 0));
  const code = Object.keys(metafile.outputs).filter((file) => file.endsWith('.mjs'));
  return `${weigh(code)} of code,${weigh(loadedAtStart(metafile))} read at a cold start`;
};
