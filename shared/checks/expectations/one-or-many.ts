import type { ZodType } from 'zod';
import type { Zod } from '../../platform/zod.ts';

export type OneOrMany<T> = T | readonly T[];

/** `what` is all that is allowed, in words. */
export const oneOrMany = <T>(z: Zod, one: ZodType<T>, what: string): ZodType<OneOrMany<T>> =>
  z.union([one, z.array(one).min(1, { error: what })], { error: what });

export const many = <T>(value: OneOrMany<T>): readonly T[] => (Array.isArray(value) ? value as readonly T[] : [value as T]);
