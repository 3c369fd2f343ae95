/** A number from 0 up to 1 that depends on nothing but what it is asked for: the order of the questions does not matter. */
export type Random = (what: number, which?: number) => number;

const mixed = (value: number): number => {
  let word = value | 0;
  word = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
  word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
  return word ^ (word >>> 15);
};

/** Chance from a seed, by a mixer of 32 bits (after Chris Wellons, "Hash prospector"). Both questions are taken as integers below 2^53. */
export const randomFrom = (seed: number): Random => {
  const start = mixed(seed + 0x9e3779b9);
  return (what, which = 0) => {
    const high = mixed(mixed(start ^ (what / 2 ** 32)) ^ what);
    return (mixed(mixed(high + 0x6d2b79f5) ^ which) >>> 0) / 2 ** 32;
  };
};

/** Evenly between two numbers. */
export const between = (from: number, to: number, chance: number): number => from + (to - from) * chance;
