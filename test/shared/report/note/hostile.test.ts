import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { messagesFor } from '../../../../shared/report/note/messages.ts';
import { pagerEvents } from '../../../../shared/report/note/events.ts';
import { shellWord } from '../../../../shared/report/note/shell-word.ts';
import type { Letter } from '../../../../shared/report/note/letter.ts';
import { hostileSecrets, hostileTexts } from '../../../fixtures/hostile.ts';
import { began, categoryOf, facts, failing, incident } from '../../../fixtures/letters.ts';
import { alarmFaults } from '../../../fixtures/receivers/alarm.ts';
import { chatFaults } from '../../../fixtures/receivers/chat.ts';
import { topicFaults } from '../../../fixtures/receivers/topic.ts';

/** A letter in which everything that others write is this text. */
const allOf = (text: string): Letter => ({
  facts: { ...facts, resources: { [text]: [{ cluster: text, service: text, targetGroup: text, logGroup: text }] }, links: { [text]: text, page: 'https://health.example.com/' }, impact: { [text]: text } },
  states: [categoryOf([failing(text, text, text, { detail: text })])],
  note: {
    kind: 'opened', id: 'production#7', at: began, score: { passed: 0, applicable: 1, unknown: 0, percent: 0 }, remark: text,
    incident: { ...incident, services: { [text]: { state: 'down', since: began, from: began, worst: 'down', downMs: 0, degradedMs: 0 } }, acknowledged: { by: text, at: began } },
    changes: [{ service: text, to: 'down', since: began, flapping: [text] }],
  },
});

test.for(hostileTexts.map((text) => [text.slice(0, 60), text] as const))('%j breaks no message', ([, text]) => {
  const one = allOf(text);
  const [email] = messagesFor('email', one, 'full');
  const [alarm] = messagesFor('pager', one, 'full');
  const [chat] = messagesFor('chat', one, 'full');
  if (email === undefined || alarm === undefined || chat === undefined) throw new Error('no message');
  expect([...topicFaults(email), ...topicFaults(alarm), ...alarmFaults(alarm), ...topicFaults(chat), ...chatFaults(chat)]).toEqual([]);
  // oxlint-disable-next-line no-control-regex
  expect(email.body).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f]/);
  // A name that ends a line would begin a header, or a line that looks like the product's own.
  expect(email.body).not.toMatch(/^(?:Bcc|fence|# heading)/m);
  const all = [email.subject, email.body, alarm.subject, alarm.body, chat.subject, chat.body, JSON.stringify(pagerEvents(one, 'full'))].join('\n');
  for (const secret of hostileSecrets) expect(all).not.toContain(secret);
});

test('of a secret that ends where reading ends nothing is left', () => {
  const { body } = messagesFor('email', allOf(`${' '.repeat(1_990)}hk_live_NOT-A-KEY-0000`), 'full')[0] ?? { body: '' };
  expect(body).not.toMatch(/hk_l/);
});

test.for(hostileTexts.filter((text) => shellWord(text) !== undefined).map((text) => [text.slice(0, 60), text] as const))('%j is one word of a shell', ([, text]) => {
  expect(execFileSync('sh', ['-c', `printf '%s|' ${shellWord(text) ?? ''}`], { encoding: 'utf8' })).toBe(`${text}|`);
});

test('what cannot be typed as a word, or would be taken for an option, is none', () => {
  for (const text of ['', '-x', '--output=text', 'a\nb', 'a\u001b[31m', 'a\u202Eb', '\uD800']) expect(shellWord(text)).toBeUndefined();
  expect(shellWord("it's")).toBe(String.raw`'it'\''s'`);
});
