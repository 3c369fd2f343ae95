import { expect, it } from 'vitest';
import { awaitInterruption } from '../../../local/start/signals.ts';

const heard = () => process.listenerCount('SIGINT') + process.listenerCount('SIGTERM');

it('tells the first signal, and leaves the second one to the system, which ends the process at once', async () => {
  const before = heard();
  const { asked } = awaitInterruption();
  expect(heard()).toBe(before + 2);
  process.emit('SIGTERM', 'SIGTERM');
  expect(await asked).toBe('SIGTERM');
  expect(heard()).toBe(before);
});

it('let go of leaves the first one to the system, too', () => {
  const before = heard();
  awaitInterruption().letGo();
  expect(heard()).toBe(before);
});
