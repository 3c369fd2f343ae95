/** What came instead of an answer of AWS, such as a proxy's page with status 200: it says nothing about what was asked. */
export class ForeignAnswer extends Error {
  override readonly name = 'ForeignAnswer';

  constructor(missing: string) {
    super(`the answer has no ${missing}, so it is not AWS's`);
  }
}

/** A part of an answer that AWS always gives. Throws ForeignAnswer where it is missing. */
export const part = <T>(value: T | null | undefined, name: string): T => {
  if (value === undefined || value === null) throw new ForeignAnswer(name);
  return value;
};

/** A list that AWS always gives, if only an empty one. Throws ForeignAnswer where it is missing. */
export const list = <T>(value: readonly T[] | undefined, name: string): readonly T[] => {
  if (!Array.isArray(value)) throw new ForeignAnswer(name);
  return value as readonly T[];
};
