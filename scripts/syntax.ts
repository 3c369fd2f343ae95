import { createVirtualFileSystem } from 'typescript/unstable/fs';
import { API } from 'typescript/unstable/async';
import type { Node, SourceFile } from 'typescript/unstable/ast';

/** A file's path from the top of the project, with forward slashes, and its text. */
export type Source = readonly [file: string, text: string];

const top = '/project';

/** Reads the sources with the compiler's own parser, each by itself, and hands every syntax tree on; they are gone afterwards. */
export const withSyntax = async <Result>(
  sources: readonly Source[], use: (file: string, tree: SourceFile) => readonly Result[],
): Promise<readonly Result[]> => {
  const config = { compilerOptions: { noLib: true, noResolve: true, types: [], allowJs: true }, files: sources.map(([file]) => file) };
  const files = Object.fromEntries(sources.map(([file, text]) => [`${top}/${file}`, text]));
  const api = new API({ cwd: top, fs: createVirtualFileSystem({ ...files, [`${top}/tsconfig.json`]: JSON.stringify(config) }) });
  try {
    const [project] = (await api.updateSnapshot({ openProjects: [`${top}/tsconfig.json`] })).getProjects();
    const results = await Promise.all(sources.map(async ([file]) => {
      const tree = await project?.program.getSourceFile(`${top}/${file}`);
      if (tree === undefined) throw new Error(`${file} is no source that the compiler reads`);
      return use(file, tree);
    }));
    return results.flat();
  } finally {
    await api.close();
  }
};

/** Everything that `of` gives for a node and all below it. */
export const throughout = <Result>(node: Node, of: (node: Node) => readonly Result[]): readonly Result[] => {
  const found = [...of(node)];
  node.forEachChild((child) => {
    found.push(...throughout(child, of));
  });
  return found;
};

export const lineOf = (node: Node, tree: SourceFile): number => tree.text.slice(0, node.getStart(tree)).split('\n').length;
