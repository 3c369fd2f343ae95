import { expect, test } from 'vitest';
import { prepared } from '../../../../shared/probes/postgres/prepared.ts';

// The examples of RFC 4013, 3, with what PostgreSQL does where the standard refuses.
test.each([
  ['a soft hyphen', 'I\u00adX', 'IX'], ['nothing to do', 'user', 'user'], ['capitals', 'USER', 'USER'],
  ['a compatible character', '\u00aa', 'a'], ['a Roman numeral', '\u2168', 'IX'], ['a control character', '\u0007', '\u0007'],
  ['right to left, and then not', '\u06271', '\u06271'],
])('a password with %s is prepared as the standard says', async (_, password, as) => {
  expect(await prepared(password)).toBe(as);
});

test.each([
  ['what Unicode 3.2 did not know', 'ﬁ🔑'], ['what it did not know, with a selector', 'hk🔑\u{fe0f}x'], ['a family', '👨\u200d👩'],
  ['both directions', '\u05d0ﬁ'], ['a control character of ASCII', 'a\u0007ﬁ'], ['another control character', 'a\u0085ﬁ'],
  ['private use', 'ﬁ\ue000'], ['nothing that would be left', '\u00ad'], ['nothing', ''],
])('a password with %s is used as it is', async (_, password) => {
  expect(await prepared(password)).toBe(password);
});

test('spaces of other scripts are one, also the one of no width', async () => {
  expect(await prepared('a\u00a0b\u3000c\u200bd')).toBe('a b c d');
});
