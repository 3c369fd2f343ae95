import type { Identifier, Node, SourceFile } from 'typescript/unstable/ast';
import { SyntaxKind } from 'typescript/unstable/ast';
import {
  isBinaryExpression, isIdentifier, isNewExpression, isPropertyAccessExpression, isQualifiedName, isShorthandPropertyAssignment,
  isSpreadElement, isTypePredicateNode, isTypeQueryNode, isTypeReferenceNode,
} from 'typescript/unstable/ast/is';
import { lineOf, throughout } from './syntax.ts';

/** The property that is read of a value, by its name. */
const readOf = ({ parent }: Identifier): string | undefined => (isPropertyAccessExpression(parent) ? parent.name.text : undefined);

const isTestedFor = (node: Identifier): boolean =>
  isBinaryExpression(node.parent) && node.parent.operatorToken.kind === SyntaxKind.InstanceOfKeyword && node.parent.right === node;

/** Made of something that is given. */
const isMadeOf = (node: Identifier): boolean => {
  const first = isNewExpression(node.parent) && node.parent.expression === node ? node.parent.arguments?.[0] : undefined;
  return first !== undefined && !isSpreadElement(first);
};

const allBut = (name: string) => (node: Identifier): boolean => {
  const read = readOf(node);
  return read === undefined ? isTestedFor(node) : read !== name;
};
const nothing = () => false;
const named = (what: string, ...names: readonly string[]) => names.map((name) => [name, { what, allows: nothing }] as const);

/** The global values that a pure layer must not reach for, by whatever name it takes them; and what it may do with some. */
const impure = new Map<string, { readonly what: string; readonly allows: (node: Identifier) => boolean }>([
  ['Date', {
    what: 'Date but for new Date(…), Date.parse and Date.UTC',
    allows: (node) => isMadeOf(node) || isTestedFor(node) || ['parse', 'UTC'].includes(readOf(node) ?? ''),
  }],
  ['Math', { what: 'Math.random', allows: allBut('random') }],
  ['AbortSignal', { what: 'AbortSignal.timeout', allows: allBut('timeout') }],
  ['Intl', { what: 'Intl.DateTimeFormat', allows: allBut('DateTimeFormat') }],
  ...named('a clock', 'performance', 'Temporal'),
  ...named('a random value', 'crypto'),
  ...named('a timer', 'setTimeout', 'setInterval', 'setImmediate'),
  ...named('process', 'process', 'navigator'),
  ...named('the global object', 'globalThis', 'global'),
  ...named('the network', 'fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'),
  ...named('code that is made at run time', 'eval', 'Function'),
  ...named('another thread', 'Worker', 'BroadcastChannel'),
]);

/** A name that stands for a value: not what it declares, nor a key or property, nor a type. */
const isValue = (node: Identifier): boolean => {
  const { parent } = node;
  if (isTypeReferenceNode(parent) || isTypeQueryNode(parent) || isQualifiedName(parent) || isTypePredicateNode(parent)) return false;
  const { name, propertyName } = parent as Node & { readonly name?: Node; readonly propertyName?: Node };
  return isShorthandPropertyAssignment(parent) || (name !== node && propertyName !== node);
};

/** What a source file uses besides its arguments, and in which line. */
export const impuritiesOf = (tree: SourceFile): readonly { readonly what: string; readonly line: number }[] => throughout(tree, (node) => {
  const global = isIdentifier(node) ? impure.get(node.text) : undefined;
  if (global === undefined || !isIdentifier(node) || !isValue(node) || global.allows(node)) return [];
  return [{ what: global.what, line: lineOf(node, tree) }];
});
