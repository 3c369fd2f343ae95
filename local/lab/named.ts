import { closest } from 'fastest-levenshtein';

/** What is known by that id. Throws an error that lists the ids there are. */
export const named = <T>(what: string, id: string, known: Readonly<Record<string, T>>): T => {
  const found = Object.hasOwn(known, id) ? known[id] : undefined;
  if (found !== undefined) return found;
  const ids = Object.keys(known);
  throw new Error(`No ${what} "${id}"; did you mean "${closest(id, ids)}"? There are: ${ids.join(', ')}.`);
};
