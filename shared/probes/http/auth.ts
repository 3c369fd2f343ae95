import type { Zod } from '../../platform/zod.ts';
import { keyForms } from './key.ts';

const names = Object.keys(keyForms) as (keyof typeof keyForms)[];

const isPattern = (source: string): boolean => {
  try {
    return new RegExp(source) instanceof RegExp;
  } catch {
    return false;
  }
};

/** How a key is described, wherever one is sent over HTTP. */
export const authSettings = (z: Zod) => z.strictObject({
  credential: z.string().min(1).describe('The name of a described credential; user:password for basic.'),
  format: z.string().refine(isPattern, { error: 'a regular expression' }).exactOptional()
    .describe('A regular expression that the credential has to fit; another is not sent.'),
  as: z.enum(names, { error: `one of ${names.join(', ')}` }).default('bearer').describe('How it is sent.'),
});
