import type { Rule } from './rule.ts';

/** A secret written out, in a value, a key or a comment. */
export const literalSecret: Rule = ({ source }) => source.secrets.map(({ start, end, what }) => ({
  path: [], range: [start, end], found: `${what}, written out`, allowed: 'a reference to it under credentials: env, secret or parameter',
  ...(what === 'a key in a header' ? { hint: 'a key that is to be refused says so, as "invalid-key" does' } : {}),
}));
