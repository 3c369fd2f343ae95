import type { Item } from './item-table.ts';
import { unpack } from './payload.ts';

const contentOf = (item: Item): unknown => {
  try {
    return unpack(item['data']);
  } catch {
    return undefined;
  }
};

/**
 * Reads the content of items, whose field `mark` is always there. One that cannot be read counts as absent, because no reading would
 * ever mend it and the next writing does; its key is told, once.
 */
export const itemReader = (unreadable: (key: string) => void) => {
  const told = new Set<string>();
  return (item: Item, mark: string): unknown => {
    const content = contentOf(item);
    if (typeof content === 'object' && content !== null && mark in content) return content;
    const key = item['sk']?.S ?? '';
    if (!told.has(key)) unreadable(key);
    told.add(key);
    return undefined;
  };
};
