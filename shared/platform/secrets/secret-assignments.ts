import { isSecretName, isSecretParameter } from './secret-names.ts';
import { generated, isLongOrMixed, isMixed } from './secret-values.ts';

/** A name and a value in a text. The value is only looked ahead at: it may be the next one's name. */
export interface NamedPattern {
  readonly what: string;
  readonly pattern: RegExp;
  readonly isName: (name: string) => boolean;
  readonly isSecret: (value: string) => boolean;
}

/** What begins so stands for something that is put there later, or is a pattern. */
const later = '(?![${*[(\\\\.^<])';

/** What stands after a name that a secret follows. */
export const byName: readonly NamedPattern[] = [
  {
    what: 'a key in a query string', isName: isSecretParameter, isSecret: isLongOrMixed,
    pattern: new RegExp(`[?&](?<name>[\\w.-]+)=(?=${later}(?<value>[^\\s&"'<>#]{1,999}))`, 'dg'),
  },
  {
    what: 'a secret in a text', isName: isSecretName, isSecret: isMixed,
    pattern: new RegExp(`(?<![\\w?&.-])(?<name>[\\w.-]+)=(?=${later}(?<value>[^\\s&;,"'<>#]{1,999}))`, 'dg'),
  },
];

/** JSON in a text. The description itself may look the same, but says by its places what is a secret. */
export const inJson: NamedPattern = {
  what: 'a secret in a text', isName: isSecretName, isSecret: isMixed,
  pattern: new RegExp(`(?<![\\w.-])(?<name>[\\w.-]+)\\\\?["']\\s*:\\s*\\\\?["'](?=${later}(?<value>[^\\\\"']{1,999}))`, 'dg'),
};

const any = { what: 'a suspect', isSecret: () => true };

/** The same with whatever may be a secret, though it may as well be none; what stands between a name and an `@`; and what no one has named. */
export const suspect: readonly NamedPattern[] = [
  ...byName.map((pattern) => ({ ...pattern, ...any })),
  { ...inJson, ...any },
  { ...any, isName: () => true, pattern: /(?<![\w.-])(?<name>[\w.-]+):(?=(?<value>[^\s:"'<>@/]{1,256})@)/dg },
  { ...any, isName: () => true, pattern: new RegExp(`(?<value>${generated.source})`, 'dg') },
];

/** Slips of those who write descriptions: a colon without its space, a space without its colon. */
export const slips = {
  value: { ...any, isName: isSecretName, pattern: /(?<![\w.-])(?<name>[\w.-]+)["']?\s*[:=]\s*(?=(?<value>\S{1,999}))/dg },
  key: { ...any, isName: isSecretName, pattern: /(?<![\w.-])(?<name>[\w.-]+)["']?\s+(?=(?<value>\S{1,999}))/dg },
} satisfies Readonly<Record<string, NamedPattern>>;
