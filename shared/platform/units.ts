import type { Zod } from './zod.ts';

const millisecondsPer = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const bytesPer = { B: 1, KB: 1024, MB: 1024 * 1024 };

/** A quantity written with its unit, read as a number of the smallest unit. A bare number is refused, because nobody can tell its unit. */
const quantity = (z: Zod, units: Readonly<Record<string, number>>, what: string) => {
  const form = new RegExp(`^([0-9]+(?:\\.[0-9]+)?)(${Object.keys(units).join('|')})$`);
  const read = (text: string) => {
    const [, count, unit] = form.exec(text) ?? [];
    return Math.round(Number(count) * (units[unit ?? ''] ?? 0));
  };
  const error = ({ input }: { readonly input?: unknown }) => (typeof input === 'number' ? `${what} (a bare number has no unit)` : what);
  return z.string({ error }).regex(form, { error }).transform((text, context) => {
    const count = read(text);
    if (count > 0) return count;
    context.addIssue(`${what}, more than nothing`);
    return z.NEVER;
  });
};

/** `500ms`, `5s`, `1m`, `2h` or `90d`, read as milliseconds. */
export const duration = (z: Zod) => quantity(z, millisecondsPer, 'a duration with its unit, such as 500ms, 5s or 1m');

/** `512B`, `64KB` or `1MB`, read as bytes; a KB is 1024 bytes. */
export const size = (z: Zod) => quantity(z, bytesPer, 'a size with its unit, such as 512B, 64KB or 1MB');

/** Milliseconds as they are written in the description: `90s`, `5m`. */
export const durationText = (ms: number): string => {
  const [unit, per] = Object.entries(millisecondsPer).toReversed().find(([, per]) => ms % per === 0) ?? ['ms', 1];
  return `${ms / per}${unit}`;
};
