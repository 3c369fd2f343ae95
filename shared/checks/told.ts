import { shorten } from './excerpt.ts';
import type { Fact, Facts } from './observation.ts';
import { redact } from './redact.ts';

const longestText = 200;
const mostTexts = 12;

/** Redacted before it is cut: of a secret that is cut through nothing could be told. */
const textOf = (text: string, secrets: readonly string[]): string => shorten(redact(text, secrets), longestText);

const factOf = (fact: Fact, secrets: readonly string[]): Fact => {
  if (typeof fact === 'string') return textOf(fact, secrets);
  if (typeof fact !== 'object') return fact;
  const kept = fact.slice(0, mostTexts).map((text) => textOf(text, secrets));
  return fact.length > mostTexts ? [...kept, `… and ${fact.length - mostTexts} more`] : kept;
};

/** Facts as they are kept and reported: without secrets, texts of at most 200 characters, lists of at most 12 texts and how many more there are. */
export const toldOf = (facts: Facts, secrets: readonly string[]): Facts =>
  Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, factOf(fact, secrets)]));
