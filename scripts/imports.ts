export interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
  readonly line: number;
}

const commentOrString = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;

/** The source with its comments blanked out, line by line as before. */
export const withoutComments = (source: string): string =>
  source.replaceAll(commentOrString, (text) => (text.startsWith('/') ? text.replaceAll(/[^\n]/g, ' ') : text));

export const lineAt = (source: string, index: number): number => source.slice(0, index).split('\n').length;

const fromClause = /^[ \t]*(?:import|export)\s+(?<type>type\s)?[^'"`;]*?\bfrom\s*['"](?<specifier>[^'"]+)['"]/gm;
const bare = /^[ \t]*import\s*['"](?<specifier>[^'"]+)['"]/gm;
const dynamic = /(?<type>\btypeof\s+)?\bimport\(\s*['"](?<specifier>[^'"]+)['"]/g;

/** Every import and re-export of a source file, read from its text: the style of this project leaves nothing to guess. */
export const importsOf = (source: string): readonly Import[] => {
  const code = withoutComments(source);
  return [fromClause, bare, dynamic].flatMap((pattern) =>
    [...code.matchAll(pattern)].map((match) => ({
      specifier: match.groups?.['specifier'] ?? '',
      typeOnly: match.groups?.['type'] !== undefined,
      line: lineAt(code, match.index + match[0].search(/\S/)),
    })),
  );
};
