import type { Tag } from './api.ts';

/** Tag of everything that a journey makes. */
export const tagKey = 'hokusai-health';
const tagValue = 'journey';

/** A lost run is found by it: its id comes with the answer. */
const nameKey = 'hokusai-health.name';

export const ourTags = (name: string): readonly Tag[] => [{ key: tagKey, value: tagValue }, { key: nameKey, value: name }];

const quoted = (key: string, value: string) => `tags.\`${key}\` = '${value}'`;

/** Filters of a search for runs. */
export const runNamed = (name: string): string => quoted(nameKey, name);
export const ourRunsBefore = (at: number): string => `${quoted(tagKey, tagValue)} and attributes.start_time < ${at}`;

/** Whether a tag's value is ours. */
export const isOurTag = (value: unknown): boolean => value === tagValue;

/** A name that nobody has: prefix, when (epoch milliseconds), and eight random hexadecimal digits. */
export const nameOf = (prefix: string, at: number, random: string): string => `${prefix}-${at}-${random}`;

/** Whether a name was made by `nameOf` with this prefix. */
export const isNamed = (prefix: string) => {
  const form = new RegExp(`^${RegExp.escape(prefix)}-\\d{13}-[0-9a-f]{8}$`);
  return (name: unknown): name is string => typeof name === 'string' && form.test(name);
};
