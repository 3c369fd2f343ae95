import { didYouMean } from '../../shared/platform/closest.ts';

/** More ids than this are better looked up than read in a message. */
const fewIds = 10;

/** What is known by that id. Throws an error that suggests one that is near, and lists those there are where they are few. */
export const named = <T>(what: string, id: string, known: Readonly<Record<string, T>>): T => {
  const found = Object.hasOwn(known, id) ? known[id] : undefined;
  if (found !== undefined) return found;
  const ids = Object.keys(known);
  const meant = didYouMean(id, ids);
  const there = ids.length > fewIds ? 'See health lab --list for those there are.' : `There are: ${ids.join(', ')}.`;
  throw new Error(`No ${what} "${id}"${meant === undefined ? '.' : `; ${meant}`} ${there}`);
};
