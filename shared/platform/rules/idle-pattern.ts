import { RegExpParser, RegExpSyntaxError, visitRegExpAST } from '@eslint-community/regexpp';
import type { AST } from '@eslint-community/regexpp';

/** Undefined for what compiles and is newer than the parser. */
const parse = (source: string): AST.Pattern | undefined => {
  try {
    return new RegExpParser().parsePattern(source);
  } catch (error) {
    if (error instanceof RegExpSyntaxError) return undefined;
    throw error;
  }
};

/** Answers as different as they come: what fits all of them fits everything. */
const anyAnswers = [
  '', 'x', ' \n', '{"a":[1]}', '<html>\n<p>Zürich</p>\n</html>', '\u0001~#0', 'not found', 'ok', '"A"', '[Éß]\r\n', '-7.', '\uFFFD!',
];

/** Longer than most answers. Made when needed: few patterns come as far as this. */
const everyCharacter = (): string => Array.from({ length: 0x1_00_00 }, (_, code) => String.fromCharCode(code)).join('').repeat(2);

/** Whether a pattern looks around itself, and whether it says what must not be there or how often, which leaves out what nobody tried. */
const traits = (pattern: AST.Pattern): { readonly asserts: boolean; readonly selects: boolean } => {
  let [asserts, selects] = [false, false];
  visitRegExpAST(pattern, {
    onAssertionEnter: ({ kind, ...assertion }) => {
      asserts = true;
      selects ||= kind !== 'word' && 'negate' in assertion && assertion.negate;
    },
    onCharacterClassEnter: ({ negate, elements }) => { selects ||= negate && elements.length > 0; },
    onQuantifierEnter: ({ min, max }) => { selects ||= min > 1 || (max > 1 && max < Infinity); },
  });
  return { asserts, selects };
};

/** Whether a pattern that compiles is found in every answer. In doubt it is not. */
export const matchesEverything = (source: string): boolean => {
  const compiled = new RegExp(source);
  if (!anyAnswers.every((answer) => compiled.test(answer))) return false;
  const pattern = parse(source);
  if (pattern === undefined) return false;
  const { asserts, selects } = traits(pattern);
  // Without a look at the text around it, what fits nothing at all fits anywhere.
  return !asserts || (!selects && compiled.test(everyCharacter()));
};

const isEmpty = ({ elements }: AST.Alternative): boolean => elements.length === 0;

/** What an element asks for, wherever it stands. Groups are taken to ask for nothing; so is what may be left out. */
const asks = (element: AST.Element): 'nothing' | 'a character' | 'the start' | 'the end' | 'the impossible' => {
  switch (element.type) {
    case 'Quantifier': return element.min === 0 ? 'nothing' : asks(element.element);
    case 'Character': case 'CharacterSet': return 'a character';
    case 'CharacterClass': return element.negate || element.elements.length > 0 ? 'a character' : 'the impossible';
    case 'Assertion':
      if (element.kind === 'word') return 'nothing';
      if (!('negate' in element)) return `the ${element.kind}`;
      return element.negate && element.alternatives.some(isEmpty) ? 'the impossible' : 'nothing';
    case 'Backreference': case 'CapturingGroup': case 'ExpressionCharacterClass': case 'Group': return 'nothing';
  }
};

/** Whether an alternative asks for a character that is none, for the start after a character, or for a character after the end. */
const isImpossible = ({ elements }: AST.Alternative): boolean => {
  const asked = elements.map(asks);
  const end = asked.indexOf('the end');
  return asked.includes('the impossible')
    || (asked.includes('a character') && asked.lastIndexOf('the start') > asked.indexOf('a character'))
    || (end !== -1 && asked.lastIndexOf('a character') > end);
};

/** Whether a pattern that compiles is found in no answer. In doubt it is not. */
export const matchesNothing = (source: string): boolean => parse(source)?.alternatives.every(isImpossible) === true;
