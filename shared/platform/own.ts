/** What a record itself holds under a key: a name that comes from outside may be one that every object inherits, such as `constructor`. */
export const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined => (Object.hasOwn(record, key) ? record[key] : undefined);
