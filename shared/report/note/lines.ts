import { wrap } from '../layout.ts';

/** Columns of an e-mail's text. */
export const columns = 96;

/** Words, and of those that no line has room for pieces that fill one. */
const piecesOf = (text: string, room: number): readonly string[] =>
  text.split(' ').flatMap((word) => word.match(new RegExp(`.{1,${room}}`, 'gsu')) ?? []);

/** A text in lines of at most `columns`, each indented; at most `most` of them, the last of which then ends in an ellipsis. */
export const paragraph = (text: string, indent: string, most: number): readonly string[] => {
  const lines = wrap(piecesOf(text, columns - indent.length - 2), ' ', indent, columns - 2);
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), `${lines[most - 1] ?? ''} …`];
};

/** As many of the items as there is room for in `max` characters, and how many more there are. */
export const listed = (items: readonly string[], max: number): string => {
  for (let shown = Math.min(items.length, 30); shown > 0; shown -= 1) {
    const more = items.length - shown;
    const text = `${items.slice(0, shown).join(', ')}${more === 0 ? '' : ` and ${more} more`}`;
    if (text.length <= max) return text;
  }
  return items.length === 0 ? '' : `${items.length} services`;
};
