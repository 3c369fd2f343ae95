import { describe, expect, test } from 'vitest';
import { challenge } from '../../../../local/lab/postgres/scram.ts';
import { scram } from '../../../../shared/probes/postgres/scram.ts';

// The example of RFC 7677, 3.
const nonce = 'rOprNGfwEbeRWgbNEkqO';
const serverNonce = `${nonce}%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0`;
const serverFirst = `r=${serverNonce},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096`;
const example = () => scram('pencil', nonce, 'user');

describe('a login by SCRAM-SHA-256', () => {
  test('says what the standard says', async () => {
    const login = example();
    expect(login.first).toBe(`n,,n=user,r=${nonce}`);
    expect(await login.final(serverFirst)).toBe(`c=biws,r=${serverNonce},p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=`);
    expect(login.isProven('v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=')).toBe(true);
  });

  test.each([
    ['', 'nothing'], ['e=invalid-proof', 'an error'], ['v=', 'no proof'], ['v=AAAA', 'a short proof'],
    ['v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=', 'another proof'],
  ])('is not proven by "%s", %s', async (said) => {
    const login = example();
    await login.final(serverFirst);
    expect(login.isProven(said)).toBe(false);
  });

  test('is not proven before the client proved itself', () => {
    expect(example().isProven('v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=')).toBe(false);
  });

  test.each([
    ['another nonce', serverFirst.replace('rOpr', 'xxxx')],
    ['the nonce with nothing added', serverFirst.replace(serverNonce, nonce)],
    ['no salt', `r=${serverNonce},i=4096`],
    ['no rounds', `r=${serverNonce},s=W22ZaJ0SNY7soEsUEjb6gQ==`],
    ['no round at all', serverFirst.replace('4096', '0')],
    ['so many rounds that they would keep the checker busy', serverFirst.replace('4096', '1000001')],
    ['more rounds than there are numbers', serverFirst.replace('4096', '99999999999')],
    ['nothing', ''],
    ['an extension that has to be understood', `m=x,${serverFirst}`],
  ])('is given up where the server says %s', async (_, said) => {
    expect(await example().final(said)).toBeUndefined();
  });

  test.each([
    ['pencil', true], ['Pencil', false], ['', false], ['pen\u00adcil', true], ['ｐｅｎｃｉｌ', true], ['pen cil', false],
  ])('is judged by a server: "%s"', async (password, right) => {
    const login = scram(password, nonce);
    const server = challenge(login.first, 'pencil');
    const proof = await server?.judge(await login.final(server.first) ?? '');
    expect(login.isProven(proof ?? '')).toBe(right);
  });
});
