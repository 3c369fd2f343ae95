import { SyntaxKind } from 'typescript/unstable/ast';
import type { Node, SourceFile } from 'typescript/unstable/ast';
import {
  isCallExpression, isExportDeclaration, isImportDeclaration, isImportEqualsDeclaration, isImportTypeNode, isStringLiteralLikeNode,
} from 'typescript/unstable/ast/is';
import { lineOf, throughout } from './syntax.ts';

export interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
  readonly line: number;
}

/** `import { type A }` is none: what is left of it still loads the file. */
const isTypeOnly = (specifier: Node): boolean => {
  const { parent } = specifier;
  if (isImportDeclaration(parent)) return parent.importClause?.phaseModifier === SyntaxKind.TypeKeyword;
  if (isExportDeclaration(parent)) return parent.isTypeOnly;
  return isImportTypeNode(parent.parent) || (isImportEqualsDeclaration(parent.parent) && parent.parent.isTypeOnly);
};

/** The statement that begins with it, which may be lines above the name. */
const statementOf = (specifier: Node): Node =>
  (isImportDeclaration(specifier.parent) || isExportDeclaration(specifier.parent) ? specifier.parent : specifier);

/** Every import and re-export of a source file whose name can be read. */
export const importsOf = (tree: SourceFile): readonly Import[] =>
  tree.imports.filter(isStringLiteralLikeNode).map((specifier) => ({
    specifier: specifier.text, typeOnly: isTypeOnly(specifier), line: lineOf(statementOf(specifier), tree),
  }));

/** The lines of imports whose name is made at run time. */
export const unreadableImports = (tree: SourceFile): readonly number[] => throughout(tree, (node) => {
  if (!isCallExpression(node) || node.expression.kind !== SyntaxKind.ImportKeyword) return [];
  const [name] = node.arguments;
  return name !== undefined && isStringLiteralLikeNode(name) ? [] : [lineOf(node, tree)];
});
