import { excerpt } from '../checks/excerpt.ts';

/**
 * An answer that is not what the call answers with. What the target said stays apart from the sentence about it, because it is of any
 * length and may have a secret in it.
 */
export class Unexpected extends Error {
  readonly #texts: readonly string[];
  readonly #said: readonly (string | number)[];

  constructor(texts: readonly string[], said: readonly (string | number)[]) {
    super(texts.join('…'));
    this.#texts = texts;
    this.#said = said;
  }

  /** The sentence, with the beginning of what the target said, and no secret. */
  told(secrets: readonly string[]): string {
    return this.#texts.map((text, index) => text + excerpt(String(this.#said[index] ?? ''), '', secrets)).join('');
  }
}

/** Tag of a template: unexpected`the alias means version ${means}`. */
export const unexpected = (texts: TemplateStringsArray, ...said: readonly (string | number)[]): Unexpected => new Unexpected(texts, said);

/** A value of JSON, for a sentence. What has parts is only named: it may be deeper than any function may call itself. */
export const inWords = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : JSON.stringify(value);
};
