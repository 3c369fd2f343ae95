import { expect, test } from 'vitest';
import { toldOf } from '../../../shared/checks/told.ts';

test('facts keep their names and types', () => {
  const facts = { status: 'available', multiAz: true, running: 0, events: [], daysLeft: -1.5 };
  expect(toldOf(facts, [])).toEqual(facts);
});

test('long texts are shortened, and of long lists it is told how much more there is', () => {
  const texts = Array.from({ length: 40 }, (_, n) => `${n} ${'x'.repeat(300)}`);
  const { one, list = [] } = toldOf({ one: texts[0] ?? '', list: texts }, []);
  expect([one, list]).toEqual([
    `0 ${'x'.repeat(197)}…`, [...texts.slice(0, 12).map((text) => `${text.slice(0, 199)}…`), '… and 28 more'],
  ]);
});

test('a secret is replaced, wherever in a text or a list, and before the text is cut', () => {
  const secret = 'made-up-password';
  const cut = `${'y'.repeat(190)} ${secret}`;
  const told = JSON.stringify(toldOf({ one: `as ${secret}`, list: ['well', cut], plain: 'postgres://mlflow:opensesame@db/mlflow' }, [secret]));
  expect(told).not.toMatch(/made-up|opensesame/);
  expect(told).toContain('[redacted]');
});
