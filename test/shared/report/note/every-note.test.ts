import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pagerEvents } from '../../../../shared/report/note/events.ts';
import type { Letter } from '../../../../shared/report/note/letter.ts';
import { widest } from '../../../../shared/report/layout.ts';
import { messagesFor } from '../../../../shared/report/note/messages.ts';
import { anyLetter } from '../../../fixtures/any-letter.ts';
import { hostileSecrets } from '../../../fixtures/hostile.ts';
import { letter, notes } from '../../../fixtures/letters.ts';
import { alarmFaults } from '../../../fixtures/receivers/alarm.ts';
import { chatFaults } from '../../../fixtures/receivers/chat.ts';
import { eventFaults } from '../../../fixtures/receivers/pager-event.ts';
import { topicFaults } from '../../../fixtures/receivers/topic.ts';

const forms = ['email', 'pager', 'chat'] as const;
const sizes = ['full', 'minimal'] as const;
const ofForm = { email: () => [], pager: alarmFaults, chat: chatFaults } as const;
const routing_key = 'r'.repeat(32);

/** Everything that any receiver would refuse of what this letter comes to. */
const faultsOf = (one: Letter): readonly string[] => sizes.flatMap((size) => [
  ...forms.flatMap((form) => messagesFor(form, one, size).flatMap((message) => [...topicFaults(message), ...ofForm[form](message)].map((fault) => `${form} ${size}: ${fault}`))),
  ...pagerEvents(one, size).flatMap((event) => eventFaults(JSON.stringify({ routing_key, ...event })).map((fault) => `event ${size}: ${fault}`)),
]);

const everythingOf = (one: Letter): string => sizes.flatMap((size) => [
  ...forms.flatMap((form) => messagesFor(form, one, size).flatMap(({ subject, body }) => [subject, body])), JSON.stringify(pagerEvents(one, size)),
]).join('\n');

test.for(Object.keys(notes))('its receivers take the note: %s', (name) => {
  const note = notes[name];
  if (note === undefined) throw new Error(name);
  expect(faultsOf(letter(note))).toEqual([]);
  for (const { subject } of [...messagesFor('email', letter(note), 'full'), ...messagesFor('chat', letter(note), 'full')]) expect(subject).toMatch(/\[production#\w+\]$/);
});

const numberOf = (id: string): string => id.slice(id.lastIndexOf('#'));

describe('whatever a note tells', () => {
  test('its receivers take it, in every form, in full and as little as can be said', () => {
    fc.assert(fc.property(anyLetter, (one) => { expect(faultsOf(one)).toEqual([]); }), { numRuns: 150 });
  });

  test('its e-mail has fewer than 200 lines, none wider than 100 columns but commands and addresses, and no control character', () => {
    fc.assert(fc.property(anyLetter, (one) => {
      const [email] = messagesFor('email', one, 'full');
      const lines = email?.body.split('\n') ?? [];
      expect(lines.length).toBeLessThan(200);
      // oxlint-disable-next-line no-control-regex
      expect(lines.filter((line) => /[\0-\x1f\x7f-\x9f\u2028-\u202e]/.test(line))).toEqual([]);
      expect(lines.filter((line) => widest([line]) > 100 && !/^ {2}(?:aws|health) |^ {2}.{0,30}\s+https?:/.test(line))).toEqual([]);
      expect(lines.filter((line) => line.length > 402)).toEqual([]);
    }), { numRuns: 80 });
  });

  test('the number of the note is in every subject and at the end of its e-mail', () => {
    fc.assert(fc.property(anyLetter, (one) => {
      const number = numberOf(one.note.id);
      for (const size of sizes) {
        const subjects = forms.flatMap((form) => messagesFor(form, one, size).map(({ subject }) => subject));
        expect(subjects.filter((subject) => !subject.endsWith(`${number}]`))).toEqual([]);
        expect(messagesFor('email', one, size)[0]?.body.endsWith(number)).toBe(true);
      }
    }), { numRuns: 80 });
  });

  test('nothing in it looks like a secret', () => {
    fc.assert(fc.property(anyLetter, (one) => {
      const text = everythingOf(one);
      for (const secret of hostileSecrets) expect(text).not.toContain(secret);
    }), { numRuns: 80 });
  });

  test('it is said in the same words every time', () => {
    fc.assert(fc.property(anyLetter, (one) => { expect(everythingOf(structuredClone(one))).toBe(everythingOf(one)); }), { numRuns: 50 });
  });
});
