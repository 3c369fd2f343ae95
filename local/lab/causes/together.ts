import { isDeepStrictEqual } from 'node:util';
import { healthy, withCache } from '../healthy.ts';
import { named } from '../named.ts';
import type { Settings } from '../settings.ts';
import { causes } from './index.ts';

/** Whether one of the causes is about Redis, which a lab has only where it is asked for. Throws an error for an id that there is not. */
export const needRedis = (ids: readonly string[]): boolean => ids.some((id) => named('cause', id, causes).needs === 'redis');

/** Puts causes in place, one after the other. Throws an error for an id that there is not, or that says what the lab lacks for one. */
export const withCauses = (settings: Settings, ids: readonly string[]): Settings => ids.reduce((before, id) => {
  const { needs, apply } = named('cause', id, causes);
  if (needs === 'redis' && before.cache === undefined) {
    throw new Error(`The cause "${id}" needs a lab with Redis, and this one has none; start it again with --redis.`);
  }
  return apply(before);
}, settings);

const anyLab = withCache(healthy('any', 'any', 0), 'any');

/**
 * Throws an error for a cause that there is not, or that names one of which nothing would be left beside the others, as of two different
 * states of one certificate.
 */
export const checkCauses = (ids: readonly string[]): void => {
  const together = withCauses(anyLab, ids);
  const vain = ids.find((_, at) => isDeepStrictEqual(withCauses(anyLab, ids.toSpliced(at, 1)), together));
  if (vain === undefined) return;
  if (ids.indexOf(vain) !== ids.lastIndexOf(vain)) throw new Error(`The cause "${vain}" is named twice.`);
  throw new Error(`The cause "${vain}" changes nothing beside ${ids.filter((id) => id !== vain).join(', ')}; leave it or what hides it out.`);
};
