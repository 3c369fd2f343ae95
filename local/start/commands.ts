import { createInterface, emitKeypressEvents } from 'node:readline';
import { messageOf } from '../../shared/problem.ts';
import { printable } from '../../shared/report/printable.ts';

/** What somebody at the terminal or the page can ask for. */
export interface Actions {
  /** After its baseline. Throws an error that lists the incidents there are when it is none of them. */
  readonly switchOn: (incident: string) => void;
  readonly heal: () => void;
  readonly run: () => void;
  readonly quit: () => void;
}

/** Keys of the live screen; digits switch on the incidents in their order. Returns what lets go of the keyboard. */
export const listenToKeys = (incidents: readonly string[], actions: Actions): (() => void) => {
  const { stdin } = process;
  emitKeypressEvents(stdin);
  stdin.setRawMode(true);
  const onKey = (_: string | undefined, key: { readonly name?: string; readonly ctrl?: boolean; readonly sequence?: string }) => {
    const incident = incidents[Number(key.sequence) - 1];
    if (incident !== undefined) actions.switchOn(incident);
    else if (key.name === 'h') actions.heal();
    else if (key.name === 'r') actions.run();
    else if (key.name === 'q' || (key.ctrl === true && key.name === 'c')) actions.quit();
  };
  stdin.on('keypress', onKey).resume();
  return () => {
    stdin.off('keypress', onKey).setRawMode(false);
    stdin.pause();
  };
};

/** Commands as lines on standard input: `incident ID`, `heal`, `run`, `quit`. What it says of others, which may quote them, is safe to print. */
export const listenToLines = (say: (line: string) => void, actions: Actions): (() => void) => {
  const lines = createInterface({ input: process.stdin, terminal: false });
  lines.on('line', (line) => {
    const [word = '', ...rest] = line.trim().split(/\s+/);
    try {
      if (word === 'incident') actions.switchOn(rest.join(' '));
      else if (word === 'heal') actions.heal();
      else if (word === 'run') actions.run();
      else if (word === 'quit') actions.quit();
      else if (word !== '') say(printable(`"${word}" is no command; there are: incident ID, heal, run, quit`));
    } catch (error) {
      say(printable(messageOf(error)));
    }
  });
  return () => lines.close();
};
