import { isSecretParameter } from './secret-names.ts';
import { isReference } from './secret-places.ts';

/** A piece of a text. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

const indentOf = (line: string): number => /^(?:[\t ]|-(?=[\t ]))*/.exec(line)?.[0].replaceAll('\t', ' '.repeat(8)).length ?? 0;

/** What is left of a line after one of the names that a secret follows, from where on. */
const afterSecretName = (line: string): number | undefined => {
  for (const match of line.matchAll(/(?<![\w.-])([\w.-]+)["']?[\t ]*[:=]/g)) {
    if (isSecretParameter(match[1] ?? '')) return match.index + match[0].length;
  }
  return undefined;
};

/** Whether a text is nothing but a reference, `env: NAME` or `{ env: NAME }`. */
const isReferenceAlone = (text: string): boolean => text.replace(/^\s*\{|\}\s*$/g, '').split(',').every((part) => {
  const [key = '', value = ''] = part.split(/:\s/).map((piece) => piece.trim());
  return isReference(key, value);
});

/**
 * Where in broken YAML secrets may stand, which only its lines can tell: after a name that a secret follows, in lines further in than that, and
 * below `credentials`, whatever the line looks like.
 */
export const secretLines = (text: string): readonly Piece[] => {
  const pieces: Piece[] = [];
  let offset = 0;
  let below = Infinity;
  let credentials = Infinity;
  for (const line of text.split('\n')) {
    const indent = indentOf(line);
    const isBlank = line.trim() === '';
    if (!isBlank && indent <= below) below = Infinity;
    if (!isBlank && indent <= credentials) credentials = Infinity;
    const begin = /^[\t ]*["']?credentials["']?[\t ]*[:=]/.exec(line)?.[0].length;
    const named = begin ?? afterSecretName(line);
    const inside = below < Infinity || credentials < Infinity;
    const first = inside ? /^[\t ]*["']?[\w.-]+["']?[\t ]*[:=]/.exec(line)?.[0].length : undefined;
    const from = below < Infinity ? 0 : named ?? (inside ? first ?? 0 : undefined);
    if (!isBlank && from !== undefined && !isReferenceAlone(line) && !isReferenceAlone(line.slice(from))) {
      pieces.push({ start: offset + from, end: offset + line.length });
    }
    if (begin !== undefined) credentials = Math.min(credentials, indent);
    else if (named !== undefined) below = Math.min(below, indent);
    offset += line.length + 1;
  }
  return pieces;
};
