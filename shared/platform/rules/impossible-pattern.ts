import type { AST } from '@eslint-community/regexpp';

/** Whether what stands beside a place belongs to a word: the character there, or the text's end. */
type Side = 'word' | 'other' | 'unknown';
type Asked = 'nothing' | 'a character' | 'the start' | 'the end' | 'a boundary' | 'no boundary' | 'the impossible';

/** What an element asks for wherever it stands, and what its characters are. */
interface Asks {
  readonly asked: Asked;
  readonly side: Side;
  /** It stands between two characters and takes none. */
  readonly isWidthless?: true;
}

const nothing: Asks = { asked: 'nothing', side: 'unknown' };
const impossible: Asks = { asked: 'the impossible', side: 'unknown' };

const charactersThat = (form: RegExp): string =>
  Array.from({ length: 0x1_00_00 }, (_, code) => String.fromCharCode(code)).filter((one) => form.test(one)).join('');

/** Made once, when needed: few patterns have a class. */
let characters: Readonly<Record<'word' | 'other', string>> | undefined;

/** A class, or a set such as `\s`, by what it lets through: only that tells that `[^\s\S]` is empty. */
const oneOf = (source: string): Asks => {
  const one = new RegExp(source);
  characters ??= { word: charactersThat(/\w/), other: charactersThat(/\W/) };
  const [word, other] = [one.test(characters.word), one.test(characters.other)];
  if (!word && !other) return impossible;
  return { asked: 'a character', side: word && other ? 'unknown' : word ? 'word' : 'other' };
};

const isEmpty = ({ elements }: AST.Alternative): boolean => elements.length === 0;

const assertionAsks = (assertion: AST.Assertion): Asks => {
  switch (assertion.kind) {
    case 'start': return { asked: 'the start', side: 'other' };
    case 'end': return { asked: 'the end', side: 'other' };
    case 'word': return { asked: assertion.negate ? 'no boundary' : 'a boundary', side: 'unknown' };
    case 'lookahead':
    case 'lookbehind':
      return (assertion.negate ? assertion.alternatives.some(isEmpty) : isImpossibleEither(assertion)) ? impossible : nothing;
  }
};

/** What a group asks for is only whether it is possible; so is what may be left out. Where flags change, nothing is said. */
const asks = (element: AST.Element): Asks => {
  switch (element.type) {
    case 'Quantifier': return element.min === 0 ? nothing : asks(element.element);
    case 'Character': return { asked: 'a character', side: /\w/.test(String.fromCodePoint(element.value)) ? 'word' : 'other' };
    case 'CharacterSet': case 'CharacterClass': return oneOf(element.raw);
    case 'Assertion': return { ...assertionAsks(element), isWidthless: true };
    case 'CapturingGroup': return isImpossibleEither(element) ? impossible : nothing;
    case 'Group': return element.modifiers === null && isImpossibleEither(element) ? impossible : nothing;
    case 'Backreference': case 'ExpressionCharacterClass': return nothing;
  }
};

/** Whether somewhere both a word's boundary and none is asked for, or one that the characters beside it do not make, or make. */
const contradictsBoundaries = (all: readonly Asks[]): boolean => {
  let [before, after]: [Side, Side] = ['unknown', 'unknown'];
  const wanted = new Set<Asked>();
  const isContradicted = () => {
    const known = before !== 'unknown' && after !== 'unknown';
    return wanted.size > 1 || (known && wanted.has(before === after ? 'a boundary' : 'no boundary'));
  };
  return all.some(({ asked, side, isWidthless = false }) => {
    if (asked === 'a boundary' || asked === 'no boundary') wanted.add(asked);
    if (asked === 'the start') before = side;
    if (asked === 'the end' || !isWidthless) after = side;
    const contradicted = isContradicted();
    if (!isWidthless) {
      [before, after] = [side, 'unknown'];
      wanted.clear();
    }
    return contradicted;
  });
};

/** Whether an alternative asks for a character that is none, for the start after a character, or for a character after the end. */
const isImpossible = ({ elements }: AST.Alternative): boolean => {
  const all = elements.map(asks);
  const asked = all.map((each) => each.asked);
  const end = asked.indexOf('the end');
  return asked.includes('the impossible')
    || (asked.includes('a character') && asked.lastIndexOf('the start') > asked.indexOf('a character'))
    || (end !== -1 && asked.lastIndexOf('a character') > end)
    || contradictsBoundaries(all);
};

/** Whether no alternative, of a pattern or of a part of one, fits any text. In doubt one does. */
export const isImpossibleEither = ({ alternatives }: { readonly alternatives: readonly AST.Alternative[] }): boolean =>
  alternatives.every(isImpossible);
