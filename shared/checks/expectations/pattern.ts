import type { Zod } from '../../platform/zod.ts';

const compiles = (source: string): boolean => {
  try {
    return new RegExp(source) instanceof RegExp;
  } catch {
    return false;
  }
};

/** A regular expression as text, accepted when it compiles. */
export const pattern = (z: Zod) => z.string({ error: 'a regular expression' })
  .refine(compiles, { error: 'a regular expression as in JavaScript, without slashes' })
  .describe('A regular expression as in JavaScript, without slashes; (?i:…) ignores case.');

/** Answers as different as they come: what fits all of them fits everything. */
const anyAnswers = ['', 'x', ' \n', '{"a":[1]}', '<html>\n<p>Zürich</p>\n</html>', '\u0001~#0', 'not found', 'ok'];

export const matchesEverything = (source: string): boolean => {
  const compiled = new RegExp(source);
  return anyAnswers.every((answer) => compiled.test(answer));
};
