import { expect, test } from 'vitest';
import { logIn, wordsOf } from '../../../../shared/probes/redis/login.ts';
import { sessionOf } from '../../../../shared/probes/redis/session.ts';

/** What is sent to a server that says yes to everything; and how it fails. */
const sentWith = async (credential: string | undefined, confidential: boolean) => {
  const sent: string[] = [];
  const talk = {
    send: (bytes: Buffer) => { sent.push(bytes.toString().replaceAll(/[*$]\d+\r\n|\r\n$/g, '').replaceAll('\r\n', ' ')); },
    next: () => Promise.resolve({ type: 'text', text: 'PONG' } as const),
  };
  const session = sessionOf(talk, () => 'firstByte');
  const failed: unknown = await logIn(session, credential, confidential).then(() => undefined, (error: unknown) => error);
  return { sent, failed };
};

test('a password is sent over a confidential connection only', async () => {
  expect(await sentWith('the-password', true)).toEqual({ sent: ['AUTH the-password', 'PING'], failed: undefined });
  const open = await sentWith('the-password', false);
  expect(open.sent).toEqual([]);
  expect(open.failed).toMatchObject({ failure: { reason: 'credential', phase: 'firstByte', detail: expect.stringContaining('not sent') } });
});

test('where there is none, the server is just asked whether it is there', async () => {
  expect(await sentWith(undefined, false)).toEqual({ sent: ['PING'], failed: undefined });
});

test.each([
  ['password', ['password']], ['user:password', ['user', 'password']], [':pass:word', ['pass:word']], ['user:pass:word', ['user', 'pass:word']],
])('the credential %s is %j', (credential, words) => {
  expect(wordsOf(credential)).toEqual(words);
});
