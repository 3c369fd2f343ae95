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
