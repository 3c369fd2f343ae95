import { RegExpParser, RegExpSyntaxError, visitRegExpAST } from '@eslint-community/regexpp';
import type { AST } from '@eslint-community/regexpp';
import { isImpossibleEither } from './impossible-pattern.ts';

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

/** Whether a pattern that compiles is found in no answer. In doubt it is not. */
export const matchesNothing = (source: string): boolean => {
  const pattern = parse(source);
  return pattern !== undefined && isImpossibleEither(pattern);
};
