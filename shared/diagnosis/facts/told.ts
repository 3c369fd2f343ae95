import type { Seen } from '../seen.ts';
import { fact, type Fact } from './fact.ts';
import type { Facts } from './facts.ts';

/** What the first of the service's checks of this kind that was told it was told under the name. */
const told = (facts: Facts, prefix: string, service: string, name: string): readonly Seen[] =>
  facts.about(prefix, service).filter(({ told }) => told[name] !== undefined).slice(0, 1);

/** Whether the number that AWS or the target told under the name is so; nobody knows where it told none. */
export const tellsNumber = (facts: Facts, prefix: string, service: string, name: string, is: (value: number) => boolean, words: (value: number) => string): Fact => {
  const from = told(facts, prefix, service, name);
  const value = from[0]?.told[name];
  return typeof value === 'number' ? fact(is(value), words(value), from) : fact(null, '', []);
};

/** Whether one of the texts that were told under the name is like this; in words made of the first such. Without a service: any service's. */
export const tellsText = (facts: Facts, prefix: string, service: string | undefined, name: string, pattern: RegExp, words: (text: string) => string): Fact => {
  const all = facts.about(prefix, service).filter((each) => each.told[name] !== undefined);
  const those = all.flatMap((each) => [each.told[name]].flat().flatMap((text) => (typeof text === 'string' && pattern.test(text) ? [{ each, text }] : [])));
  const [first] = those;
  if (first === undefined) return fact(false, '', all);
  return fact(true, words(first.text), [...new Set(those.map(({ each }) => each))]);
};
