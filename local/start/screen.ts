import { createLogUpdate } from 'log-update';
import type { Paint } from '../../shared/report/layout.ts';
import { frame, type Help } from './frame.ts';
import type { View } from './view.ts';

/** Clears the terminal and goes to its first column and row. */
const clear = '\u001B[2J\u001B[H';
/** How many lines that stay are written again when the terminal gets another size. */
const kept = 20;

/** A terminal as a screen that is drawn anew, also when its size changes: what a terminal makes of a frame then is nobody's. */
export const openScreen = (colour: Paint, terminal: NodeJS.WriteStream = process.stdout) => {
  const log = createLogUpdate(terminal);
  const said: string[] = [];
  let last: { readonly view: View; readonly help: Help } | undefined;
  const show = (): void => {
    if (last !== undefined) log(frame(last.view, last.help, colour, terminal));
  };
  const drawAnew = (): void => {
    log.clear();
    terminal.write(clear);
    said.forEach((line) => log.persist(line));
    show();
  };
  terminal.on('resize', drawAnew);
  return {
    draw: (view: View, help: Help): void => {
      last = { view, help };
      show();
    },
    /** A line that stays, above what is drawn. */
    say: (line: string): void => {
      said.push(line);
      if (said.length > kept) said.shift();
      log.persist(line);
      show();
    },
    close: (): void => {
      terminal.off('resize', drawAnew);
      log.done();
    },
  };
};

export type Screen = ReturnType<typeof openScreen>;
