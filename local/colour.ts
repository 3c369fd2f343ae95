import { styleText } from 'node:util';
import type { Paint } from '../shared/report/layout.ts';

/** Colours for a stream as Node decides: only on a terminal that can, by NO_COLOR, NODE_DISABLE_COLORS and FORCE_COLOR. */
export const colourFor = (stream: NodeJS.WritableStream): Paint => (style, text) =>
  (text === '' ? text : styleText(style, text, { stream }));
