import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { openScreen } from '../../../local/start/screen.ts';
import { aView } from '../../fixtures/view.ts';

const clear = '\u001B[2J\u001B[H';

it('begins on an empty terminal when its size has changed, with the lines that stay', () => {
  const terminal = Object.assign(new PassThrough(), { columns: 60, rows: 10 });
  const screen = openScreen((_, text) => text, terminal as unknown as NodeJS.WriteStream);
  screen.draw(aView(), { pageUrl: 'http://127.0.0.1:1/', incidents: [] });
  screen.say('a line that stays');
  terminal.read();
  Object.assign(terminal, { columns: 120, rows: 40 }).emit('resize');
  const [, anew = ''] = String(terminal.read()).split(clear);
  expect(anew).toMatch(/^a line that stays\nHokusai Health {2}lab/);
  expect(anew).toContain('[q] quit\n');
  screen.close();
  terminal.emit('resize');
  expect(terminal.read()).toBeNull();
});
