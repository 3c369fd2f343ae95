/** Styles by the names that Node's `util.styleText` knows. */
export type Style = 'bold' | 'red' | 'green' | 'yellow' | 'magenta' | 'gray' | 'none';

/** Colours a text, or leaves it: whoever knows the terminal decides. */
export type Paint = (style: Style, text: string) => string;

const graphemes = new Intl.Segmenter();
const width = (text: string): number => [...graphemes.segment(text)].length;

export const padEnd = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - width(text)));

/** The width that a column needs. */
export const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(width));

/** Joins the parts in lines no longer than `columns`, but for a part that is; every line starts with `indent`. */
export const wrap = (parts: readonly string[], separator: string, indent: string, columns: number): readonly string[] => {
  const lines: string[] = [];
  let line: string | undefined;
  for (const part of parts) {
    const longer = line === undefined ? part : line + separator + part;
    if (line !== undefined && indent.length + width(longer) > columns) {
      lines.push(indent + line);
      line = part;
    } else line = longer;
  }
  return line === undefined ? lines : [...lines, indent + line];
};
