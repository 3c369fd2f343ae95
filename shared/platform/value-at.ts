import type { Path } from './fault.ts';

/** The part of plain data at a path; undefined where there is none. */
export const valueAt = (data: unknown, path: Path): unknown => path.reduce<unknown>((value, key) => {
  const there = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
  return there ? (value as Readonly<Record<PropertyKey, unknown>>)[key] : undefined;
}, data);
