import { expect, test } from 'vitest';
import type { Message } from '../../../../shared/probes/postgres/backend.ts';
import { logIn } from '../../../../shared/probes/postgres/login.ts';

const cleartext = { type: 'authentication', code: 3, data: Buffer.alloc(0) } as const;
const md5 = { type: 'authentication', code: 5, data: Buffer.from([1, 2, 3, 4]) } as const;
const admitted: readonly Message[] = [{ type: 'authentication', code: 0, data: Buffer.alloc(0) }, { type: 'ready' }];

/** What is sent after the beginning, to a server that says these; and how it fails. */
const sentTo = async (messages: readonly Message[], confidential: boolean, password: string | undefined = 'right-password') => {
  const sent: Buffer[] = [];
  const left = [...messages];
  const next = () => Promise.resolve(left.shift() ?? { type: 'ready' } as const);
  const conversation = { send: (bytes: Buffer) => { sent.push(bytes); }, next, close: () => Promise.resolve() };
  const login = { user: 'mlflow', database: 'mlflow', confidential, who: 'tried', ...(password !== '' && { password }) };
  const failed: unknown = await logIn(conversation, login).then(() => undefined, (error: unknown) => error);
  return { sent: sent.slice(1).map((bytes) => bytes.toString('latin1')), failed };
};

test.each([
  ['in clear', cleartext, 'p\0\0\0\x13right-password\0'],
  // 'md5', then the MD5 of (the MD5 of password and user, in hexadecimal, and the salt).
  ['as an MD5 hash', md5, 'p\0\0\0(md5c503645b14ee977777f23ed53889ea3c\0'],
] as const)('a password is sent %s over a confidential connection only', async (method, asked, sent) => {
  expect(await sentTo([asked, ...admitted], true)).toEqual({ sent: [sent], failed: undefined });
  const open = await sentTo([asked, ...admitted], false);
  expect(open.sent).toEqual([]);
  const detail = expect.stringContaining(`not sent: the server asks for it ${method}`);
  expect(open.failed).toMatchObject({ failure: { reason: 'credential', detail } });
});

test('a password that is not described is not made up', async () => {
  const { sent, failed } = await sentTo([cleartext, ...admitted], true, '');
  expect(sent).toEqual([]);
  expect(failed).toMatchObject({ failure: { reason: 'credential', detail: 'The server asks for a password, and none is described; tried' } });
});

test('a server that asks for nothing is logged in to, whatever the connection', async () => {
  expect(await sentTo(admitted, false)).toEqual({ sent: [], failed: undefined });
});
