import type { Tag } from './api.ts';

/** Tag of everything that a journey makes. */
export const tagKey = 'hokusai-health';
const tagValue = 'journey';

/** A lost run is found by it: its id comes with the answer. */
const nameKey = 'hokusai-health.name';

export const ourTags = (name: string): readonly Tag[] => [{ key: tagKey, value: tagValue }, { key: nameKey, value: name }];

const quoted = (key: string, value: string) => `tags.\`${key}\` = '${value}'`;

const timeDigits = 13;
const randomDigits = 8;

/** For LIKE, where `_` stands for any one character; no prefix has one. */
const pattern = (prefix: string): string => `'${prefix}-${'_'.repeat(timeDigits)}-${'_'.repeat(randomDigits)}'`;

/** Filters of a search for runs. */
export const runNamed = (name: string): string => quoted(nameKey, name);
export const ourRunsBefore = (prefix: string, at: number): string =>
  `${quoted(tagKey, tagValue)} AND attributes.run_name LIKE ${pattern(prefix)} AND attributes.start_time < ${at}`;

/** Filter of a search for registered models. */
export const ourModels = (prefix: string): string => `name LIKE ${pattern(prefix)} AND ${quoted(tagKey, tagValue)}`;

/** Whether a tag's value is ours. */
export const isOurTag = (value: unknown): boolean => value === tagValue;

/** A name that nobody has: prefix, when (epoch milliseconds), and eight random hexadecimal digits. */
export const nameOf = (prefix: string, at: number, random: string): string => `${prefix}-${at}-${random}`;

/** When it was that `nameOf` made a name with this prefix, epoch milliseconds; undefined for any other name. */
export const namedAt = (prefix: string) => {
  const form = new RegExp(`^${RegExp.escape(prefix)}-(\\d{${timeDigits}})-[0-9a-f]{${randomDigits}}$`);
  return (name: unknown): number | undefined => {
    const at = typeof name === 'string' ? form.exec(name)?.[1] : undefined;
    return at === undefined ? undefined : Number(at);
  };
};
